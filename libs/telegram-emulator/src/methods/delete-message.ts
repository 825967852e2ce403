import type { Method, MethodCall } from '../calls/method';
import { badRequest } from '../calls/refusal';
import { isAdmin, isShared, may, memberOf, type AnyChat } from '../world/membership';
import type { MessageRecord } from '../world/message-record';
import { isOwn, knownChat, messageOfCall, visibleMessage } from './chat-of-call';
import { messageNumbers } from './message-numbers-of-call';

const TWO_DAYS_SECONDS = 48 * 3_600;

/** https://core.telegram.org/bots/api#deletemessage: what may be deleted, and for how long. */
export const deleteMessage: Method = {
  name: 'deleteMessage',
  run: (call) => {
    if (!call.params.has('chat_id')) throw badRequest('chat identifier is not specified');
    if ((call.params.integer('message_id') ?? 0) === 0) throw badRequest('message identifier is not specified');
    const chat = knownChat(call, 'write');
    const message = messageOfCall(call, chat, 'message to delete');
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
    const chat = knownChat(call, 'write');
    const messages = numbers.flatMap((number) => visibleMessage(call.bot, chat, number) ?? []);
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
