import { EntityParseError, readText, type FormattedText } from '@app/formatting';
import { escapeHtml } from '@app/platform';
import { boldMarkdown, escapeMarkdownV2, type Payload } from '@app/telegram';
import type { Claimed } from './claimed';

type Entities = FormattedText['entities'];

/** Calls that are about something else than a chat. */
const WITHOUT_CHAT = new Set(['answerCallbackQuery']);

/** The parameters of the call that a message stands for: to the chat's current id, headed by its sender. */
export function callOf(message: Claimed): Payload {
  const { method, telegramId, payload, paid } = message;
  const chat = WITHOUT_CHAT.has(method) ? {} : { chat_id: telegramId };
  const unlimited = paid && isSend(message) ? { allow_paid_broadcast: true } : {};
  return { ...withoutFormatting(message, payload), ...unlimited, ...chat, ...textOf(message), ...targetOf(message) };
}

/** It does something with what was sent before. */
export function isAct({ method, target }: Pick<Claimed, 'method' | 'target'>): boolean {
  return target !== null && !isSend({ method });
}

function isSend({ method }: Pick<Claimed, 'method'>): boolean {
  return method.startsWith('send');
}

/** The formatted text behind its sender's name, in bold. Whatever the name holds stays text. */
export function headed(heading: string | null, { text, entities }: FormattedText): FormattedText {
  if (heading === null) return { text, entities };
  if (text === '') return { text: heading, entities: [{ type: 'bold', offset: 0, length: heading.length }] };
  const offset = heading.length + 1;
  const shifted = entities.map((entity) => ({ ...entity, offset: entity.offset + offset }));
  return { text: `${heading}\n${text}`, entities: [{ type: 'bold', offset: 0, length: heading.length }, ...shifted] };
}

/**
 * Formatting that was cut to what Telegram takes when the message was accepted stays, although the message says that some was dropped:
 * of all that goes as entities only the parts of a text lose theirs.
 */
function withoutFormatting({ formattingDropped, method }: Claimed, payload: Payload): Payload {
  if (!formattingDropped) return payload;
  const media = Array.isArray(payload.media) ? { media: (payload.media as Payload[]).map(asPlainText) } : {};
  const entities = method === 'sendMessage' ? { entities: undefined } : {};
  return { ...payload, ...media, ...entities, parse_mode: undefined };
}

function asPlainText(item: Payload): Payload {
  const { caption, parse_mode: mode } = item;
  if (typeof caption !== 'string') return item;
  return { ...item, caption: shownText(caption, mode), parse_mode: undefined };
}

/** A text without its formatting: as people would have seen it, or as it came if it cannot be read here either. */
function shownText(text: string, mode: unknown): string {
  if (typeof mode !== 'string') return text;
  try {
    return readText(text, mode).text;
  } catch (error) {
    if (error instanceof EntityParseError) return text;
    throw error;
  }
}

/** A reply goes out although what it answers is gone; an edit or a deletion would be of something else. */
function targetOf(message: Claimed): Payload {
  const { target, telegramId, part, method } = message;
  if (!target || target.messageIds.length === 0 || target.sentTo !== telegramId) return {};
  const [messageId] = target.messageIds;
  if (method === 'deleteMessages') return { message_ids: target.messageIds };
  // Buttons stand under the last of several messages.
  if (method === 'editMessageReplyMarkup') return { message_id: target.messageIds.at(-1) };
  if (!isSend(message)) return { message_id: messageId };
  return part === 0 ? { reply_parameters: { message_id: messageId, allow_sending_without_reply: true } } : {};
}

const TEXTS = new Set(['sendMessage', 'editMessageText', 'answerCallbackQuery']);
const CAPTIONED = /^(send(Photo|Document|Audio|Video|Voice|Animation)|editMessageCaption)$/;

/** People read it as the text, the caption, or the caption of the first of a group. */
function textOf(message: Claimed): Payload {
  const { text, heading, method, payload } = message;
  if (text === null && heading === null) return {};
  if (TEXTS.has(method)) return named('text', 'entities', headedIn(message, text ?? '', payload));
  if (CAPTIONED.test(method)) return named('caption', 'caption_entities', headedIn(message, text ?? '', payload));
  return method === 'sendMediaGroup' && heading !== null ? { media: headedGroup(message, heading) } : {};
}

function headedGroup(message: Claimed, heading: string): Payload[] {
  const [first = {}, ...rest] = withoutFormatting(message, message.payload).media as Payload[];
  const caption = typeof first.caption === 'string' ? first.caption : '';
  return [{ ...first, ...named('caption', 'caption_entities', headedIn({ ...message, heading }, caption, first)) }, ...rest];
}

interface Words {
  readonly text: string;
  readonly entities?: Entities;
}

function named(text: string, entities: string, words: Words): Payload {
  return { [text]: words.text, ...(words.entities && { [entities]: words.entities }) };
}

function headedIn({ heading, formattingDropped }: Claimed, text: string, given: Payload): Words {
  if (!formattingDropped) return wordsUnder(heading, text, given);
  return wordsUnder(heading, shownText(text, given.parse_mode), {});
}

/** A text as it came, behind its sender's name in the same markup. */
function wordsUnder(heading: string | null, text: string, { parse_mode: mode, entities }: Payload): Words {
  if (heading === null) return { text };
  const below = text === '' ? '' : `\n${text}`;
  if (mode === 'HTML') return { text: `<b>${escapeHtml(heading)}</b>${below}` };
  if (mode === 'MarkdownV2') return { text: `*${escapeMarkdownV2(heading)}*${below}` };
  if (mode === 'Markdown') return { text: `${boldMarkdown(heading)}${below}` };
  return headed(heading, { text, entities: Array.isArray(entities) ? (entities as Entities) : [] });
}
