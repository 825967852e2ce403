import type { Method, MethodCall } from '../../calls/method';
import type { Contents } from '../../world/contents';
import type { AnyChat } from '../../world/membership';
import { messageInBotApiForm } from '../../world/message-form';
import { chatToWriteTo } from '../chat-of-call';
import { refuseButtons, replyMarkupOf } from '../reply-markup';
import { kindOf, refuseWithoutPermission } from '../send-permissions';
import { placeOfCall } from '../send-message';
import { UNMODELLED_FOR_MESSAGES } from '../unmodelled';

export interface ContentsMethod extends Pick<Method, 'name' | 'olderNames' | 'unmodelled'> {
  /** What stands in the call; the result makes the contents of it once the chat is known to take them. */
  read: (call: MethodCall) => (chat: AnyChat) => Contents;
}

/** A method that sends what is neither text nor a file. */
export function sendingContents({ name, olderNames, unmodelled = [], read }: ContentsMethod): Method {
  return {
    name,
    limited: true,
    olderNames: {
      ...olderNames,
      reply_to_message_id: { kinds: ['number'] },
      allow_sending_without_reply: { kinds: ['boolean'] },
    },
    unmodelled: [...UNMODELLED_FOR_MESSAGES, ...unmodelled],
    run: (call) => {
      const contentsFor = read(call);
      const replyMarkup = replyMarkupOf(call.params);
      const chat = chatToWriteTo(call);
      const place = placeOfCall(call, chat);
      const contents = { text: '', entities: [], ...contentsFor(chat) };
      refuseWithoutPermission(call, chat, kindOf(contents));
      refuseButtons(replyMarkup, chat);
      const message = call.bots.write(call.bot, chat, { ...contents, ...place, replyMarkup, callId: call.entry.seq });
      return messageInBotApiForm({ world: call.world, botId: call.bot.id }, chat, message);
    },
  };
}
