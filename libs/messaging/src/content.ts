import { malformed, type FieldError } from '@app/platform';
import type { Payload } from '@app/telegram';
import type { UploadMark } from './file-marks';
import type { Appearance, Content, FileSource, GroupItem, LinkPreview } from './send-request';
import type { ContentType } from './message.entity';

/** The call that a content stands for. */
export interface ContentCall {
  readonly method: string;
  /** What people read: the text, or the caption. */
  readonly text: string | null;
  readonly payload: Payload;
  readonly fileIds: readonly string[];
}

type Field = Exclude<keyof Content, 'type'>;

interface Kind {
  readonly method: string;
  readonly needs: readonly Field[];
  readonly may: readonly Field[];
}

const CAPTIONED = ['caption', 'parseMode', 'captionOverflow'] as const;
const VISUAL = [...CAPTIONED, 'captionAbove', 'spoiler'] as const;

/** Which fields belong to which type (core.telegram.org/bots/api#available-methods). */
const KINDS: Record<ContentType, Kind> = {
  text: { method: 'sendMessage', needs: ['text'], may: ['parseMode', 'linkPreview', 'overflow'] },
  photo: { method: 'sendPhoto', needs: ['file'], may: [...VISUAL, 'photoFallback'] },
  document: { method: 'sendDocument', needs: ['file'], may: CAPTIONED },
  audio: { method: 'sendAudio', needs: ['file'], may: CAPTIONED },
  video: { method: 'sendVideo', needs: ['file'], may: VISUAL },
  voice: { method: 'sendVoice', needs: ['file'], may: CAPTIONED },
  animation: { method: 'sendAnimation', needs: ['file'], may: VISUAL },
  sticker: { method: 'sendSticker', needs: ['file'], may: [] },
  location: { method: 'sendLocation', needs: ['latitude', 'longitude'], may: [] },
  contact: { method: 'sendContact', needs: ['phoneNumber', 'firstName'], may: ['lastName'] },
  media_group: { method: 'sendMediaGroup', needs: ['items'], may: ['photoFallback'] },
};

const FIELDS = [...new Set(Object.values(KINDS).flatMap(({ needs, may }) => [...needs, ...may]))];

/** Whether a field belongs to messages of a type. */
export const takes = (type: ContentType, field: Field): boolean =>
  KINDS[type].needs.includes(field) || KINDS[type].may.includes(field);

/** Types with a caption, in which a heading can stand. */
export const isCaptioned = (type: ContentType): boolean => takes(type, 'caption');

/** Makes the call of a content. @throws MalformedRequestError if fields are missing, or belong to another type. */
export function contentCallOf(content: Content & Pick<Appearance, 'keyboard' | 'replyTo'>): ContentCall {
  ensureFits(content);
  const { type, parseMode } = content;
  const { method } = KINDS[type];
  if (type === 'media_group') return groupCallOf(method, content.items ?? []);
  const file = content.file && { [type]: referenceOf(content.file) };
  return {
    method,
    text: content.text ?? content.caption ?? null,
    payload: {
      ...file,
      ...definedOf({
        parse_mode: parseMode,
        link_preview_options: content.linkPreview && linkPreviewOf(content.linkPreview),
        show_caption_above_media: content.captionAbove,
        has_spoiler: content.spoiler,
        latitude: content.latitude,
        longitude: content.longitude,
        phone_number: content.phoneNumber,
        first_name: content.firstName,
        last_name: content.lastName,
        // Telegram would make an animation or a video of it. For addresses and file ids it does not look (core.telegram.org/bots/api#senddocument).
        disable_content_type_detection: (type === 'document' && content.file?.uploadId !== undefined) || undefined,
      }),
    },
    fileIds: uploadsOf([content.file]),
  };
}

/** Without what is not said: PostgreSQL would not keep it either. */
export function definedOf(payload: Payload): Payload {
  return Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined));
}

function groupCallOf(method: string, items: readonly GroupItem[]): ContentCall {
  const captions = items.flatMap(({ caption }) => caption ?? []);
  const media = items.map(({ type, file, caption, parseMode, spoiler }) =>
    definedOf({ type, media: referenceOf(file), caption, parse_mode: parseMode, has_spoiler: spoiler }),
  );
  return {
    method,
    text: captions.length === 0 ? null : captions.join('\n'),
    payload: { media },
    fileIds: uploadsOf(items.map(({ file }) => file)),
  };
}

function ensureFits(content: Content & Pick<Appearance, 'keyboard' | 'replyTo'>): void {
  const { needs, may } = KINDS[content.type];
  const given = FIELDS.filter((field) => content[field] !== undefined);
  const missing = needs.filter((field) => !given.includes(field)).map((field) => ({ field, message: `${field} is needed` }));
  const foreign = given
    .filter((field) => !needs.includes(field) && !may.includes(field))
    .map((field) => ({ field, message: `${field} does not belong to a message of type ${content.type}` }));
  const problems = [
    ...missing,
    ...foreign,
    ...problemsOfChoices(content),
    ...problemsOfGroup(content.items ?? [], content.keyboard),
  ];
  if (problems.length > 0) throw malformed(problems);
}

function problemsOfChoices({ file, items = [], replyTo = {} }: Content & Pick<Appearance, 'replyTo'>): FieldError[] {
  const files = [['file', file] as const, ...items.map((item, i) => [`items.${String(i)}.file`, item.file] as const)];
  const wrong = files.filter(([, one]) => one && sourcesOf(one) !== 1);
  const both = replyTo.messageId !== undefined && replyTo.telegramMessageId !== undefined;
  return [
    ...wrong.map(([field]) => ({ field, message: `${field} must have exactly one of uploadId, url and fileId` })),
    ...(both ? [{ field: 'replyTo', message: 'replyTo must have one of messageId and telegramMessageId, not both' }] : []),
  ];
}

/** Documents and audios go with their like only, and there are no buttons under an album (core.telegram.org/bots/api#sendmediagroup). */
function problemsOfGroup(items: readonly GroupItem[], keyboard: unknown): FieldError[] {
  const types = new Set(items.map(({ type }) => type));
  const alone = [...types].find((type) => type === 'document' || type === 'audio');
  const problems: FieldError[] = [];
  if (alone !== undefined && types.size > 1) {
    problems.push({ field: 'items', message: `items of type ${alone} can be grouped with their like only` });
  }
  if (alone !== undefined && items.some(({ spoiler }) => spoiler !== undefined)) {
    problems.push({ field: 'items', message: `spoiler does not belong to an item of type ${alone}` });
  }
  if (items.length > 0 && keyboard !== undefined) {
    problems.push({ field: 'keyboard', message: 'keyboard does not belong to a message of type media_group' });
  }
  return problems;
}

function sourcesOf({ uploadId, url, fileId }: FileSource): number {
  return [uploadId, url, fileId].filter((source) => source !== undefined).length;
}

function referenceOf({ uploadId, url, fileId }: FileSource): string | UploadMark | undefined {
  return uploadId === undefined ? (url ?? fileId) : { upload: uploadId };
}

function uploadsOf(files: readonly (FileSource | undefined)[]): string[] {
  return [...new Set(files.flatMap((file) => file?.uploadId ?? []))];
}

export function linkPreviewOf({ disabled, url, size, above }: LinkPreview): Payload {
  return definedOf({
    is_disabled: disabled,
    url,
    prefer_small_media: size === 'small' || undefined,
    prefer_large_media: size === 'large' || undefined,
    show_above_text: above,
  });
}
