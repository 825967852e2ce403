import type { FormattedText } from '@app/formatting';
import type { Payload } from '@app/telegram';
import { headed } from './call-of';
import { definedOf, isCaptioned, type ContentCall } from './content';
import type { Part } from './message.entity';
import { CaptionTooLongError } from './content.errors';
import { divided, fits, inOneMessage, isBlank, MOST_CAPTION, read, type Divided } from './outgoing-text';
import type { SendRequest } from './send-request';

/** The calls that a message takes if its own call is not enough, and whether they leave out some of its formatting. */
export interface Plan {
  readonly parts?: readonly Part[];
  readonly formattingDropped?: boolean;
  readonly truncated?: boolean;
}

export function planned(texts: Divided | null, partsOf: (texts: readonly FormattedText[]) => Part[]): Plan {
  if (texts === null) return {};
  const { parts, formattingDropped, truncated } = texts;
  return { parts: partsOf(parts), formattingDropped, truncated };
}

/** A text with its entities, under the names that a call has for them. */
export function fieldsOf(words: FormattedText, name: 'text' | 'caption'): Payload {
  return name === 'text' ? { ...words } : { caption: words.text, caption_entities: words.entities };
}

/** A caption of which nothing can be seen is none. */
export function withoutBlankCaptions(request: SendRequest): SendRequest {
  const items = request.items?.map((item) => (shows(item) ? item : { ...item, caption: undefined, parseMode: undefined }));
  const whole = items ? { ...request, items } : request;
  return shows(request) || !isCaptioned(request.type) ? whole : { ...whole, caption: undefined, parseMode: undefined };
}

function shows({ caption, parseMode }: Captioned): boolean {
  return caption === undefined || !isBlank(read({ text: caption, parseMode }));
}

/** @throws CaptionTooLongError, FormattingBrokenError, TooManyEntitiesError, TooManyPartsError */
export function planOfCaption(request: SendRequest, call: ContentCall, heading: string | null): Plan {
  if (request.captionOverflow === 'continue') return planOfLongCaption(request, call, heading);
  const { method, payload } = call;
  const caption = captionOf(request, { heading, field: 'caption', request });
  return planned(caption, (texts) => texts.map((words) => ({ method, payload: withCaption(payload, words) })));
}

/** What has no room beside the file goes on in texts behind it. */
function planOfLongCaption(request: SendRequest, { method, payload }: ContentCall, heading: string | null): Plan {
  const { caption, parseMode, formattingFallback: fallback = 'plain' } = request;
  if (caption === undefined) return {};
  const words = { text: caption, parseMode };
  const reading = read(words);
  if (fits(words, reading, heading, MOST_CAPTION)) return {};
  const texts = divided(words, { reading, heading, fallback, first: MOST_CAPTION });
  return planned(texts, ([first, ...rest]) => [
    { method, payload: first ? withCaption(payload, first) : payload },
    ...rest.map((text) => ({ method: 'sendMessage', payload: { ...text } })),
  ]);
}

/**
 * The heading stands in the caption of the first item. If one caption has to be cut, all go as entities, for formatting is dropped and
 * kept for an album as a whole.
 *
 * @throws CaptionTooLongError, FormattingBrokenError, TooManyEntitiesError
 */
export function planOfGroup(request: SendRequest, { method, payload }: ContentCall, heading: string | null): Plan {
  const slots = (request.items ?? []).map((item, i) => ({
    item,
    slot: { heading: i === 0 ? heading : null, field: `items.${String(i)}.caption`, request },
  }));
  const captions = slots.map(({ item, slot }) => captionOf(item, slot));
  if (captions.every((caption) => caption === null)) return {};
  const written = slots.map(({ item, slot }, i) => captions[i] ?? asEntities(item, slot.heading));
  const media = (payload.media as Payload[]).map((item, i) => {
    const [words] = written[i]?.parts ?? [];
    return words && words.text !== '' ? withCaption(item, words) : item;
  });
  return {
    parts: [{ method, payload: { ...payload, media } }],
    formattingDropped: written.some(({ formattingDropped }) => formattingDropped),
  };
}

function asEntities({ caption = '', parseMode }: Captioned, heading: string | null): Divided {
  const reading = read({ text: caption, parseMode });
  const isBroken = 'fault' in reading;
  return { parts: [headed(heading, isBroken ? { text: caption, entities: [] } : reading)], formattingDropped: isBroken };
}

type Captioned = Pick<SendRequest, 'caption' | 'parseMode'>;

interface Slot {
  readonly heading: string | null;
  readonly field: string;
  readonly request: SendRequest;
}

function captionOf({ caption, parseMode }: Captioned, slot: Slot): Divided | null {
  if (caption === undefined) return null;
  const { heading, field, request } = slot;
  const place = { heading, field, most: MOST_CAPTION, fallback: request.formattingFallback ?? 'plain' };
  return inOneMessage({ text: caption, parseMode }, place, (room) => new CaptionTooLongError(room, field));
}

function withCaption(payload: Payload, words: FormattedText): Payload {
  return definedOf({ ...payload, parse_mode: undefined, ...fieldsOf(words, 'caption') });
}
