import type { Method } from '../../calls/method';
import { badRequest } from '../../calls/refusal';
import { pollInBotApiForm } from '../../world/contents-form';
import { isOwn, knownChat, messageOfCall } from '../chat-of-call';
import { refuseButtons, replyMarkupOf } from '../reply-markup';
import { UNMODELLED_FOR_MESSAGES } from '../unmodelled';

/** https://core.telegram.org/bots/api#stoppoll, in the words of TDLib (MessagesManager::stop_poll). */
export const stopPoll: Method = {
  name: 'stopPoll',
  unmodelled: UNMODELLED_FOR_MESSAGES,
  run: (call) => {
    const replyMarkup = replyMarkupOf(call.params);
    const chat = knownChat(call, 'edit');
    const message = messageOfCall(call, chat, 'message with poll to stop');
    const { poll } = message;
    if (!poll) throw badRequest('message is not a poll');
    if (poll.isClosed) throw badRequest('poll has already been closed');
    if (message.forward || !isOwn(call.bot.id, message)) throw badRequest("poll can't be stopped");
    refuseButtons(replyMarkup, chat);
    if (replyMarkup) message.replyMarkup = replyMarkup;
    else delete message.replyMarkup;
    call.ballots.close(poll);
    return pollInBotApiForm(poll);
  },
};
