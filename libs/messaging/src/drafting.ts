import type { Sender } from '@app/bot-tokens';
import type { FormattedText } from '@app/formatting';
import type { Payload } from '@app/telegram';
import { headed } from './call-of';
import { contentCallOf, definedOf, isCaptioned, type ContentCall } from './content';
import type { Destination } from './destinations';
import type { Draft } from './draft';
import type { Edit, EditedMessage } from './edit';
import type { TextMark } from './file-marks';
import { ensureTaken, replyMarkupOf } from './keyboard';
import { PRIORITY, type Part } from './message.entity';
import { CaptionTooLongError, TextBlankError, TextTooLongError } from './content.errors';
import { fieldsOf, planned, planOfCaption, planOfGroup, withoutBlankCaptions, type Plan } from './outgoing-captions';
import {
  divided,
  fits,
  inOneMessage,
  isBlank,
  MOST_CAPTION,
  MOST_CHARACTERS,
  read,
  shortened,
  type Place,
} from './outgoing-text';
import type { Appearance, SendRequest } from './send-request';

/**
 * What is kept of a request. A long text becomes several calls, and so does a heading before something that has no text
 * to stand in.
 *
 * @throws MalformedRequestError, TextBlankError, TextTooLongError, TooManyPartsError, TooManyEntitiesError, CaptionTooLongError,
 * FormattingBrokenError, and what `ensureTaken` throws
 */
export function draftOf(sender: Sender, given: SendRequest, destination: Destination, targetId: string | null): Draft {
  const { botId, chatId, heading } = destination;
  const request = withoutBlankCaptions(given);
  const call = contentCallOf(request);
  const options = optionsOf(request, destination);
  ensureTaken(request.keyboard, destination);
  const plan = planOf(request, call, heading);
  return {
    botId,
    chatId,
    heading,
    targetId,
    accountId: sender.accountId,
    botTokenId: sender.grant?.tokenId ?? null,
    priority: PRIORITY[request.priority ?? 'message'],
    method: call.method,
    type: request.type,
    text: call.text,
    payload: { ...call.payload, ...options },
    parts: plan.parts?.map((part, i, all) => withOptions(part, options, { first: i === 0, last: i === all.length - 1 })),
    formattingDropped: plan.formattingDropped,
    truncated: plan.truncated,
    photoFallback: request.photoFallback,
    fileIds: call.fileIds,
    delivery: request.delivery ?? 'at_least_once',
    formattingFallback: request.formattingFallback ?? 'plain',
    sendAt: request.sendAt,
    expiresInSeconds: request.ttlSeconds ?? null,
  };
}

/**
 * The call of an edit, which stays one message, if its words cannot go as they came.
 *
 * @throws TextBlankError, TextTooLongError, CaptionTooLongError, FormattingBrokenError, TooManyEntitiesError
 */
export function planOfEdit({ type, heading }: EditedMessage, { method, payload }: Part, change: Edit): Plan {
  const { text, parseMode, formattingFallback: fallback = 'plain' } = change;
  const isText = type === 'text';
  if (text === undefined || (text === '' && !isText)) return {};
  const place = { heading, fallback, field: 'text', most: isText ? MOST_CHARACTERS : MOST_CAPTION };
  const one = inOneMessage({ text, parseMode }, place, (room) =>
    isText ? new TextTooLongError(room) : new CaptionTooLongError(room, 'caption'),
  );
  return planned(one, (texts) =>
    texts.map((words) => ({
      method,
      payload: definedOf({ ...payload, parse_mode: undefined, ...fieldsOf(words, isText ? 'text' : 'caption') }),
    })),
  );
}

/** Parameters that any kind of message may have. */
function optionsOf({ keyboard, silent, protect, replyTo }: Appearance, place: Destination): Part['payload'] {
  const answered = replyTo?.telegramMessageId;
  const { topicId, directMessagesTopicId } = place;
  return definedOf({
    message_thread_id: topicId ?? undefined,
    direct_messages_topic_id: directMessagesTopicId === undefined ? undefined : Number(directMessagesTopicId),
    disable_notification: silent,
    protect_content: protect,
    reply_markup: keyboard && replyMarkupOf(keyboard),
    reply_parameters: answered === undefined ? undefined : { message_id: Number(answered), allow_sending_without_reply: true },
  });
}

/** Of several messages the first one answers, and buttons stand under the last. */
function withOptions(
  { method, payload }: Part,
  options: Part['payload'],
  { first, last }: { first: boolean; last: boolean },
): Part {
  const misplaced = { ...(first ? {} : { reply_parameters: undefined }), ...(last ? {} : { reply_markup: undefined }) };
  return { method, payload: definedOf({ ...payload, ...options, ...misplaced }) };
}

function planOf(request: SendRequest, call: ContentCall, heading: string | null): Plan {
  if (request.type === 'text') return planOfText(request, call, heading);
  if (request.type === 'media_group') return planOfGroup(request, call, heading);
  if (isCaptioned(request.type)) return planOfCaption(request, call, heading);
  return heading === null ? {} : { parts: [{ method: 'sendMessage', payload: { ...headingAlone(heading) } }, call] };
}

function planOfText(request: SendRequest, call: ContentCall, heading: string | null): Plan {
  const { text = '', parseMode, overflow = 'split', formattingFallback: fallback = 'plain' } = request;
  const words = { text, parseMode };
  const reading = read(words);
  if (isBlank(reading)) throw new TextBlankError();
  if (fits(words, reading, heading, MOST_CHARACTERS)) return {};
  if (overflow === 'file') return { parts: [fileOfText(request, heading)] };
  const place: Place = { heading, most: MOST_CHARACTERS, field: 'text', fallback: 'fail' };
  const long = { reading, heading, fallback };
  const texts =
    overflow === 'refuse'
      ? inOneMessage(words, place, (room) => new TextTooLongError(room))
      : (overflow === 'truncate' ? shortened : divided)(words, long);
  const preview = call.payload.link_preview_options as Payload | undefined;
  return planned(texts, (parts) =>
    parts.map((part, n) => ({
      method: 'sendMessage',
      payload: { ...part, ...definedOf({ link_preview_options: n === 0 ? preview : previewBehind(preview) }) },
    })),
  );
}

/** A link that the sender has chosen is shown under the first part only. */
function previewBehind(preview: Payload | undefined): Payload | undefined {
  return preview?.url === undefined ? preview : { is_disabled: true };
}

const FILE_NAMES = { HTML: 'message.html', MarkdownV2: 'message.md', Markdown: 'message.md' };

/** The text as it came, as a document under the heading. */
function fileOfText({ text = '', parseMode }: SendRequest, heading: string | null): Part {
  const document: TextMark = { text, fileName: parseMode === undefined ? 'message.txt' : FILE_NAMES[parseMode] };
  const caption = heading === null ? null : headed(heading, { text: '', entities: [] });
  return {
    method: 'sendDocument',
    payload: { document, disable_content_type_detection: true, ...(caption && fieldsOf(caption, 'caption')) },
  };
}

function headingAlone(heading: string): FormattedText {
  return headed(`${heading}:`, { text: '', entities: [] });
}
