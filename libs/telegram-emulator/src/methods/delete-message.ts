import type { Method } from '../calls/method';
import { badRequest } from '../calls/refusal';
import { findMessage, metChat } from './chat-of-call';

const TWO_DAYS_SECONDS = 48 * 3_600;

/** https://core.telegram.org/bots/api#deletemessage: in a private chat a bot may delete what either side wrote in the last 48 hours. */
export const deleteMessage: Method = {
  name: 'deleteMessage',
  run: (call) => {
    const chat = metChat(call);
    const messageId = call.params.integer('message_id');
    if (messageId === null || messageId === 0) throw badRequest('message identifier is not specified');
    const message = findMessage(chat, messageId);
    if (!message) throw badRequest('message to delete not found');
    if (call.world.unixTime - message.date > TWO_DAYS_SECONDS) throw badRequest("message can't be deleted for everyone");
    call.conversations.botDeletes(chat, message);
    return true;
  },
};
