import { isDeepStrictEqual } from 'node:util';

import type { Method, MethodCall } from '../calls/method';
import { badRequest } from '../calls/refusal';
import type { NewContent } from '../chats/bot-doings';
import { messageInBotApiForm } from '../world/message-form';
import { contentsOf, hasContents } from '../world/contents';
import type { AnyChat } from '../world/membership';
import type { MessageRecord, ReplyMarkup } from '../world/message-record';
import { editableMessage, knownChat } from './chat-of-call';
import { refuseBackendButtons, replyMarkupOf } from './reply-markup';
import { refuseTooLong, textOfCall } from './text-of-call';
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
    const edit = editOfCall(call);
    if (hasContents(edit.message)) throw badRequest('there is no text in the message to edit');
    refuseTooLong(formatted);
    refuseBackendButtons(edit.replyMarkup);
    return finishEdit(call, { ...edit, content: formatted });
  },
};

/** https://core.telegram.org/bots/api#editmessagereplymarkup */
export const editMessageReplyMarkup: Method = {
  name: 'editMessageReplyMarkup',
  limited: true,
  unmodelled: UNMODELLED_FOR_MESSAGES,
  run: (call) => {
    const edit = editOfCall(call);
    refuseBackendButtons(edit.replyMarkup);
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

function editOfCall(call: MethodCall): Edit {
  const replyMarkup = replyMarkupOf(call.params);
  const chat = knownChat(call);
  const message = editableMessage(call, chat);
  return { chat, message, content: { text: message.text, entities: message.entities }, replyMarkup };
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
