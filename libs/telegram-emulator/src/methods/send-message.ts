import type { Method, MethodCall } from '../calls/method';
import type { Params } from '../calls/params';
import { badRequest } from '../calls/refusal';
import { messageInBotApiForm } from '../world/bot-api-form';
import type { ChatRecord } from '../world/records';
import { chatToWriteTo, findMessage } from './chat-of-call';
import { refuseBackendButtons, replyMarkupOf } from './reply-markup';
import { refuseTooLong, textOfCall } from './text-of-call';
import { UNMODELLED_FOR_MESSAGES } from './unmodelled';

/** https://core.telegram.org/bots/api#sendmessage */
export const sendMessage: Method = {
  name: 'sendMessage',
  limited: true,
  olderNames: {
    disable_web_page_preview: { kinds: ['boolean'] },
    reply_to_message_id: { kinds: ['number'] },
    allow_sending_without_reply: { kinds: ['boolean'] },
  },
  unmodelled: UNMODELLED_FOR_MESSAGES,
  // The order of the checks is the official server's: a wrong text is told before an unknown chat.
  run: (call) => {
    const formatted = textOfCall(call.params);
    const replyMarkup = replyMarkupOf(call.params);
    const chat = chatToWriteTo(call);
    const replyTo = replyTarget(call, chat);
    refuseTooLong(formatted);
    refuseBackendButtons(replyMarkup);
    const message = call.conversations.botWrites(call.bot, chat, { ...formatted, replyTo, replyMarkup, callId: call.entry.seq });
    return messageInBotApiForm(call.world, chat, message);
  },
};

function replyTarget({ params }: MethodCall, chat: ChatRecord): number | undefined {
  const { messageId, mayBeMissing } = replyWanted(params);
  if (messageId === null || messageId === 0) return undefined;
  if (findMessage(chat, messageId)) return messageId;
  if (mayBeMissing) return undefined;
  throw badRequest('message to be replied not found');
}

interface ReplyWanted {
  messageId: number | null;
  mayBeMissing: boolean;
}

function replyWanted(params: Params): ReplyWanted {
  const parameters = replyParameters(params);
  if (!parameters) {
    return { messageId: params.integer('reply_to_message_id'), mayBeMissing: params.flag('allow_sending_without_reply') };
  }
  const { message_id: messageId, allow_sending_without_reply: mayBeMissing } = parameters;
  return { messageId: typeof messageId === 'number' ? messageId : Number(messageId), mayBeMissing: mayBeMissing === true };
}

function replyParameters(params: Params): Record<string, unknown> | null {
  try {
    const given = params.structure('reply_parameters');
    if (given === undefined) return null;
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      throw badRequest('object expected as reply parameters');
    }
    return { ...given };
  } catch (error) {
    if (error instanceof SyntaxError) throw badRequest("can't parse reply parameters JSON object");
    throw error;
  }
}
