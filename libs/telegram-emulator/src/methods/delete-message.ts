import type { Method, MethodCall } from '../calls/method';
import { badRequest } from '../calls/refusal';
import { isAdmin, isShared, may, memberOf, type AnyChat } from '../world/membership';
import { findMessage } from '../world/message-numbers';
import type { MessageRecord } from '../world/message-record';
import { isOwn, knownChat, messageNumber } from './chat-of-call';
import { messageNumbers } from './message-numbers-of-call';

const TWO_DAYS_SECONDS = 48 * 3_600;

/** https://core.telegram.org/bots/api#deletemessage: what may be deleted, and for how long. */
export const deleteMessage: Method = {
  name: 'deleteMessage',
  run: (call) => {
    const chat = knownChat(call);
    const message = findMessage(call.bot.id, chat, messageNumber(call.params.integer('message_id')));
    if (!message) throw badRequest('message to delete not found');
    refuseToDelete(call, chat, message);
    call.bots.delete(chat, message);
    return true;
  },
};

/** https://core.telegram.org/bots/api#deletemessages: what is not there is skipped. */
export const deleteMessages: Method = {
  name: 'deleteMessages',
  run: (call) => {
    const numbers = messageNumbers(call);
    const chat = knownChat(call);
    const messages = numbers.flatMap((number) => findMessage(call.bot.id, chat, number) ?? []);
    for (const message of messages) refuseToDelete(call, chat, message);
    for (const message of messages) call.bots.delete(chat, message);
    return true;
  },
};

/** In a private chat either side's, elsewhere its own, for 48 hours; an administrator with the right for it everything. */
function refuseToDelete({ bot, world }: MethodCall, chat: AnyChat, message: MessageRecord): void {
  if (isCreation(message)) throw badRequest("message can't be deleted");
  if (isShared(chat)) {
    const member = memberOf(chat, bot.id);
    if (chat.type === 'group' ? isAdmin(member) : may(member, 'can_delete_messages')) return;
    if (!isOwn(bot.id, message)) throw badRequest("message can't be deleted");
  }
  if (world.unixTime - message.date > TWO_DAYS_SECONDS) throw badRequest("message can't be deleted for everyone");
}

function isCreation({ service }: MessageRecord): boolean {
  return service?.supergroup_chat_created ?? service?.channel_chat_created ?? service?.forum_topic_created !== undefined;
}
