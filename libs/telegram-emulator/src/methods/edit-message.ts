import { isDeepStrictEqual } from 'node:util';

import type { Method, MethodCall } from '../calls/method';
import { badRequest } from '../calls/refusal';
import type { NewContent } from '../chats/bot-doings';
import { messageInBotApiForm } from '../world/message-form';
import { contentsOf, hasContents } from '../world/contents';
import type { AnyChat } from '../world/membership';
import type { MessageRecord, ReplyMarkup } from '../world/message-record';
import { knownChat } from './chat-of-call';
import { editableContent, editableMessage } from './editable-message';
import { refuseButtons, replyMarkupOf } from './reply-markup';
import { isTooLong, textOfCall } from './text-of-call';
import { UNMODELLED_FOR_MESSAGES } from './unmodelled';

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

/** https://core.telegram.org/bots/api#editmessagetext */
export const editMessageText: Method = {
  name: 'editMessageText',
  limited: true,
  olderNames: { disable_web_page_preview: { kinds: ['boolean'] } },
  unmodelled: UNMODELLED_FOR_MESSAGES,
  run: (call) => {
    const formatted = textOfCall(call.params);
    const edit = editOfCall(call, editableContent);
    if (hasContents(edit.message)) throw badRequest('there is no text in the message to edit');
    if (isTooLong(formatted)) throw badRequest('MESSAGE_TOO_LONG');
    refuseButtons(edit.replyMarkup, edit.chat);
    return finishEdit(call, { ...edit, content: formatted });
  },
};

/** https://core.telegram.org/bots/api#editmessagereplymarkup */
export const editMessageReplyMarkup: Method = {
  name: 'editMessageReplyMarkup',
  limited: true,
  unmodelled: UNMODELLED_FOR_MESSAGES,
  run: (call) => {
    const edit = editOfCall(call, editableMessage);
    refuseButtons(edit.replyMarkup, edit.chat);
    return finishEdit(call, edit);
  },
};

interface Edit {
  chat: AnyChat;
  message: MessageRecord;
  /** What shall stand there; nothing changes where it names nothing. */
  content: NewContent;
  replyMarkup: ReplyMarkup | undefined;
}

function editOfCall(call: MethodCall, find: (call: MethodCall, chat: AnyChat) => MessageRecord): Edit {
  const replyMarkup = replyMarkupOf(call.params);
  const chat = chatToEditIn(call);
  const message = find(call, chat);
  return { chat, message, content: { text: message.text, entities: message.entities }, replyMarkup };
}

/** The chat of the message to edit. A call that names neither chat nor message means one of inline mode, which is not known here. */
export function chatToEditIn(call: MethodCall): AnyChat {
  const namesMessage = (call.params.integer('message_id') ?? 0) !== 0;
  if (!namesMessage && !call.params.has('chat_id')) throw badRequest('message identifier is not specified');
  return knownChat(call, 'edit');
}

/** Edits what the bot wrote; a keyboard that is not given again is taken away. */
export function finishEdit(call: MethodCall, { chat, message, content, replyMarkup }: Edit): unknown {
  if (isSame(message, content, replyMarkup)) throw badRequest(NOT_MODIFIED);
  call.bots.edit(chat, message, content, replyMarkup);
  return messageInBotApiForm({ world: call.world, botId: call.bot.id }, chat, message);
}

function isSame(message: MessageRecord, content: NewContent, replyMarkup: ReplyMarkup | undefined): boolean {
  const shown = ({ text, entities, ...contents }: NewContent, markup: ReplyMarkup | undefined): unknown[] => [
    text,
    entities,
    contentsOf(contents),
    markup?.inline_keyboard ?? [],
  ];
  const now = { text: message.text, entities: message.entities, ...contentsOf(message) };
  return isDeepStrictEqual(shown(now, message.replyMarkup), shown({ ...contentsOf(message), ...content }, replyMarkup));
}
