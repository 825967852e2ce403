import type { Method, MethodCall } from '../calls/method';
import { badRequest } from '../calls/refusal';
import { isShared, may, memberOf, type AnyChat } from '../world/membership';
import { chatToWriteTo, messageOfCall, visibleMessage } from './chat-of-call';
import { UNMODELLED_FOR_MESSAGES } from './unmodelled';

/** https://core.telegram.org/bots/api#pinchatmessage */
export const pinChatMessage: Method = {
  name: 'pinChatMessage',
  unmodelled: UNMODELLED_FOR_MESSAGES,
  run: (call) => {
    const chat = chatToWriteTo(call);
    const message = messageOfCall(call, chat, 'message to pin');
    refuseWithoutPins(call, chat);
    if (message.service) throw badRequest("service messages can't be pinned");
    call.bots.pin(call.bot, chat, message);
    return true;
  },
};

/** https://core.telegram.org/bots/api#unpinchatmessage: without a number the one that was pinned last. */
export const unpinChatMessage: Method = {
  name: 'unpinChatMessage',
  unmodelled: UNMODELLED_FOR_MESSAGES,
  run: (call) => {
    const chat = chatToWriteTo(call);
    const number = call.params.integer('message_id') ?? 0;
    const id = number === 0 ? chat.pinned?.at(-1) : visibleMessage(call.bot, chat, number)?.messageId;
    if (id === undefined) throw badRequest('message to unpin not found');
    refuseWithoutPins(call, chat);
    call.bots.unpin(chat, [id]);
    return true;
  },
};

/** https://core.telegram.org/bots/api#unpinallchatmessages */
export const unpinAllChatMessages: Method = {
  name: 'unpinAllChatMessages',
  run: (call) => {
    const chat = chatToWriteTo(call);
    refuseWithoutPins(call, chat);
    call.bots.unpin(chat, chat.pinned ?? []);
    return true;
  },
};

/** TDLib, DialogManager::can_pin_messages. */
function refuseWithoutPins({ bot }: MethodCall, chat: AnyChat): void {
  if (!isShared(chat)) return;
  const right = chat.type === 'channel' ? 'can_edit_messages' : 'can_pin_messages';
  if (may(memberOf(chat, bot.id), right)) return;
  throw badRequest('not enough rights to manage pinned messages in the chat');
}
