import { malformed } from '@app/platform';
import type { Payload } from '@app/telegram';
import { definedOf, isCaptioned, linkPreviewOf, takes } from './content';
import { replyMarkupOf, type InlineKeyboard } from './keyboard';
import type { ActType, ContentType, FormattingFallback, Message } from './message.entity';
import { TargetHasKeyboardError, TargetIsFileError, TargetIsSeveralError, TargetWithoutTextError } from './acts.errors';
import type { LinkPreview, ParseMode } from './send-request';

/** What an edit can be of. */
export type EditedMessage = Pick<Message, 'heading'> & { readonly type: ContentType };

/** What an edit puts in the place of what was sent. */
export interface Edit {
  /** The new text, or the new caption; an empty caption takes it away. */
  readonly text?: string;
  readonly parseMode?: ParseMode;
  readonly linkPreview?: LinkPreview;
  readonly captionAbove?: boolean;
  /** No rows take the buttons away. */
  readonly keyboard?: InlineKeyboard;
  readonly formattingFallback?: FormattingFallback;
}

/** What becomes of the message, and what is called. */
export interface Act {
  readonly type: ActType;
  readonly method: string;
  readonly text?: string;
  readonly payload: Payload;
}

/**
 * Text in the place of text, a caption in the place of a caption, or the keyboard alone. Telegram forgets how links and captions are
 * shown unless an edit says it again (telegram-bot-api, Client.cpp), so what the last call said is repeated: `before`.
 *
 * @throws MalformedRequestError, TargetHasKeyboardError, TargetIsSeveralError, TargetIsFileError, TargetWithoutTextError
 */
export function editOf(target: Message & EditedMessage, edit: Edit, before: Payload): Act {
  ensureSays(edit);
  ensureEditable(target, edit);
  const { text, parseMode, keyboard } = edit;
  const buttons = { reply_markup: keyboard && replyMarkupOf(keyboard) };
  if (text === undefined) return { type: 'edit', method: 'editMessageReplyMarkup', payload: definedOf(buttons) };
  ensureBelongs(target, edit);
  const payload = definedOf({ parse_mode: parseMode, ...lookOf(target, edit, before), ...buttons });
  return { type: 'edit', method: target.type === 'text' ? 'editMessageText' : 'editMessageCaption', text, payload };
}

function lookOf({ type }: EditedMessage, { linkPreview, captionAbove }: Edit, before: Payload): Payload {
  if (type === 'text') return { link_preview_options: linkPreview ? linkPreviewOf(linkPreview) : before.link_preview_options };
  return { show_caption_above_media: captionAbove ?? before.show_caption_above_media };
}

function ensureSays({ text, keyboard, linkPreview, captionAbove }: Edit): void {
  if (text === undefined && keyboard === undefined) {
    throw malformed([{ field: 'text', message: 'text or keyboard must say what is to change' }]);
  }
  const alone = { linkPreview, captionAbove };
  const missing = Object.entries(alone).filter(([, value]) => value !== undefined && text === undefined);
  if (missing.length > 0) throw malformed(missing.map(([field]) => ({ field, message: `${field} goes with a new text` })));
}

function ensureBelongs({ type }: EditedMessage, edit: Edit): void {
  const foreign = (['linkPreview', 'captionAbove'] as const).filter((field) => edit[field] !== undefined && !takes(type, field));
  if (foreign.length === 0) return;
  throw malformed(foreign.map((field) => ({ field, message: `${field} does not belong to a message of type ${type}` })));
}

function ensureEditable(target: Message & EditedMessage, { text }: Edit): void {
  if (hasKeys(target.payload.reply_markup)) throw new TargetHasKeyboardError();
  if (text === undefined) ensureHasButtons(target);
  else ensureHasText(target);
}

/** Buttons stand under the last of several messages, which must have been sent, and under no album. */
function ensureHasButtons({ type, parts, status }: Message & EditedMessage): void {
  const isBrokenOff = parts !== null && parts.length > 1 && status === 'failed';
  if (type === 'media_group' || isBrokenOff) throw new TargetIsSeveralError();
}

function ensureHasText({ type, parts, method }: Message & EditedMessage): void {
  if (type === 'media_group') throw new TargetIsSeveralError();
  if (type !== 'text' && !isCaptioned(type)) throw new TargetWithoutTextError(type);
  if (parts === null) return;
  if (parts.length > 1) throw new TargetIsSeveralError();
  // A text or caption whose formatting was read at acceptance is one part, and one message of its own method.
  if (parts[0]?.method !== method) throw new TargetIsFileError();
}

/** Keys in the place of the person's keyboard, or the demand for an answer (TDLib, MessagesManager::can_edit_message). */
function hasKeys(markup: unknown): boolean {
  return typeof markup === 'object' && markup !== null && ('keyboard' in markup || 'force_reply' in markup);
}
