import type { Method, MethodCall } from '../calls/method';
import { badRequest } from '../calls/refusal';
import { isShared, may, memberOf, type AnyChat } from '../world/membership';
import { findMessage } from '../world/message-numbers';
import { chatToWriteTo, messageNumber } from './chat-of-call';
import { UNMODELLED_FOR_MESSAGES } from './unmodelled';

/** https://core.telegram.org/bots/api#pinchatmessage */
export const pinChatMessage: Method = {
  name: 'pinChatMessage',
  unmodelled: UNMODELLED_FOR_MESSAGES,
  run: (call) => {
    const number = messageNumber(call.params.integer('message_id'));
    const chat = chatForPins(call);
    const message = findMessage(call.bot.id, chat, number);
    if (!message) throw badRequest('message to pin not found');
    if (message.service) throw badRequest("message can't be pinned");
    call.bots.pin(call.bot, chat, message);
    return true;
  },
};

/** https://core.telegram.org/bots/api#unpinchatmessage: without a number the one that was pinned last. */
export const unpinChatMessage: Method = {
  name: 'unpinChatMessage',
  unmodelled: UNMODELLED_FOR_MESSAGES,
  run: (call) => {
    const chat = chatForPins(call);
    const number = call.params.integer('message_id');
    const id = number === null ? chat.pinned?.at(-1) : findMessage(call.bot.id, chat, number)?.messageId;
    if (id === undefined) throw badRequest('message to unpin not found');
    call.bots.unpin(chat, [id]);
    return true;
  },
};

/** https://core.telegram.org/bots/api#unpinallchatmessages */
export const unpinAllChatMessages: Method = {
  name: 'unpinAllChatMessages',
  run: (call) => {
    const chat = chatForPins(call);
    call.bots.unpin(chat, chat.pinned ?? []);
    return true;
  },
};

function chatForPins(call: MethodCall): AnyChat {
  const chat = chatToWriteTo(call);
  if (!isShared(chat)) return chat;
  const right = chat.type === 'channel' ? 'can_edit_messages' : 'can_pin_messages';
  if (may(memberOf(chat, call.bot.id), right)) return chat;
  throw badRequest('not enough rights to manage pinned messages in the chat');
}
