import type { Sender } from '@app/bot-tokens';
import { characterCount, EntityParseError, parserFor, splitText, type FormattedText } from '@app/formatting';
import { headed } from './call-of';
import { contentCallOf, definedOf, isCaptioned, type ContentCall } from './content';
import type { Destination } from './destinations';
import type { Draft } from './draft';
import type { TextMark } from './file-marks';
import { opensWebApp, replyMarkupOf, type Keyboard } from './keyboard';
import { PRIORITY, type ContentType, type Message, type Part } from './message.entity';
import {
  CaptionTooLongError,
  FormattingBrokenError,
  TextBlankError,
  TextTooLongError,
  WebAppRefusedError,
} from './messaging.errors';
import type { Appearance, ParseMode, SendRequest } from './send-request';

/** Telegram counts characters, not bytes, after it has taken the formatting out (core.telegram.org/bots/api#sendmessage). */
const MOST_CHARACTERS = 4_096;
const MOST_CAPTION = 1_024;

/**
 * What is kept of a request. A long text becomes several calls, and so does a heading before something that has no text
 * to stand in.
 *
 * @throws MalformedRequestError, TextBlankError, TextTooLongError, CaptionTooLongError, FormattingBrokenError, WebAppRefusedError
 */
export function draftOf(sender: Sender, request: SendRequest, destination: Destination, targetId: string | null): Draft {
  const { botId, chatId, heading, topicId } = destination;
  const call = contentCallOf(request);
  const options = optionsOf(request, topicId);
  ensureNoPage(request.keyboard, heading);
  ensureFits(request, call.text, heading);
  return {
    ...{ botId, chatId, heading, targetId },
    accountId: sender.accountId,
    botTokenId: sender.grant?.tokenId ?? null,
    priority: PRIORITY[request.priority ?? 'message'],
    method: call.method,
    type: request.type,
    text: call.text,
    payload: { ...call.payload, ...options },
    parts: partsOf(request, call, heading)?.map((part, i, all) =>
      withOptions(part, options, { first: i === 0, last: i === all.length - 1 }),
    ),
    fileIds: call.fileIds,
    delivery: request.delivery ?? 'at_least_once',
    formattingFallback: request.formattingFallback ?? 'plain',
    sendAt: request.sendAt,
    expiresInSeconds: request.ttlSeconds ?? null,
  };
}

/** What an edit can be of. */
export type EditedMessage = Pick<Message, 'heading'> & { readonly type: ContentType };

/** An edit stays one message. @throws WebAppRefusedError, TextBlankError, TextTooLongError, CaptionTooLongError */
export function ensureFitsEdit(
  { type, heading }: EditedMessage,
  { text, parseMode, keyboard }: { text?: string; parseMode?: ParseMode; keyboard?: Keyboard },
): void {
  ensureNoPage(keyboard, heading);
  if (text === undefined) return;
  if (type === 'text') ensureFits({ type, text, parseMode, overflow: 'refuse' }, text, heading);
  else ensureFits({ type, caption: text, parseMode }, text, heading);
}

/** What has a heading goes through the bot that speaks for everybody. */
function ensureNoPage(keyboard: Keyboard | undefined, heading: string | null): void {
  if (heading !== null && opensWebApp(keyboard)) throw new WebAppRefusedError();
}

/** Parameters that any kind of message may have. */
function optionsOf({ keyboard, silent, protect, replyTo }: Appearance, topicId: number | null): Part['payload'] {
  const answered = replyTo?.telegramMessageId;
  return definedOf({
    message_thread_id: topicId ?? undefined,
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

function partsOf(request: SendRequest, call: ContentCall, heading: string | null): Part[] | undefined {
  if (request.type === 'text') {
    if (!isLong(request, heading)) return undefined;
    return request.overflow === 'file' ? [fileOfText(request, heading)] : partsOfText(request, call, heading);
  }
  if (heading === null || isCaptioned(request.type) || request.type === 'media_group') return undefined;
  return [{ method: 'sendMessage', payload: { ...headingAlone(heading) } }, call];
}

function partsOfText({ text = '', parseMode }: SendRequest, call: ContentCall, heading: string | null): Part[] {
  const formatted = headed(heading, read(text, parseMode));
  const preview = definedOf({ link_preview_options: call.payload.link_preview_options });
  return splitText(formatted).map((part) => ({ method: 'sendMessage', payload: { ...part, ...preview } }));
}

const FILE_NAMES = { HTML: 'message.html', MarkdownV2: 'message.md', Markdown: 'message.md' };

/** The text as it came, as a document under the heading. */
function fileOfText({ text = '', parseMode }: SendRequest, heading: string | null): Part {
  const document: TextMark = { text, fileName: parseMode === undefined ? 'message.txt' : FILE_NAMES[parseMode] };
  const caption = heading === null ? null : headed(heading, { text: '', entities: [] });
  return {
    method: 'sendDocument',
    payload: { document, ...(caption && { caption: caption.text, caption_entities: caption.entities }) },
  };
}

function headingAlone(heading: string): FormattedText {
  return headed(`${heading}:`, { text: '', entities: [] });
}

function ensureFits(request: SendRequest, text: string | null, heading: string | null): void {
  if (request.type === 'text') {
    // With a heading Telegram would take it, and show the heading alone.
    if (text?.trim() === '') throw new TextBlankError();
    if (request.overflow === 'refuse' && isLong(request, heading)) {
      throw new TextTooLongError(roomBeside(heading, MOST_CHARACTERS));
    }
    return;
  }
  const captions = request.items?.map(({ caption, parseMode }) => ({ caption, parseMode })) ?? [request];
  captions.forEach(({ caption = '', parseMode }, i) => {
    const room = roomBeside(i === 0 ? heading : null, MOST_CAPTION);
    if (isLonger(caption, parseMode, room)) {
      throw new CaptionTooLongError(room, request.items ? `items.${String(i)}.caption` : 'caption');
    }
  });
}

function isLong({ text = '', parseMode }: SendRequest, heading: string | null): boolean {
  return isLonger(text, parseMode, roomBeside(heading, MOST_CHARACTERS));
}

function roomBeside(heading: string | null, most: number): number {
  return most - (heading === null ? 0 : characterCount(heading) + 1);
}

/** Markup only makes texts longer than people see them: what fits with it is not read. */
function isLonger(text: string, parseMode: ParseMode | undefined, room: number): boolean {
  return characterCount(text) > room && lengthOf(text, parseMode) > room;
}

/** How long people will find it. What cannot be read is Telegram's to refuse, if it is not too long as it stands. */
function lengthOf(text: string, parseMode: ParseMode | undefined): number {
  try {
    return characterCount(read(text, parseMode).text);
  } catch (error) {
    if (error instanceof FormattingBrokenError) return characterCount(text);
    throw error;
  }
}

/** @throws FormattingBrokenError */
function read(text: string, parseMode: ParseMode | undefined): FormattedText {
  const parse = parseMode === undefined ? undefined : parserFor(parseMode.toLowerCase());
  if (!parse) return { text, entities: [] };
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof EntityParseError) throw new FormattingBrokenError(error.message);
    throw error;
  }
}
