import type { Method, MethodCall } from '../calls/method';
import type { Params } from '../calls/params';
import { badRequest } from '../calls/refusal';
import { isShared, type AnyChat } from '../world/membership';
import { messageInBotApiForm } from '../world/message-form';
import type { MessageRecord } from '../world/message-record';
import { chatToWriteTo, visibleMessage } from './chat-of-call';
import { refuseButtons, replyMarkupOf } from './reply-markup';
import { refuseToPost, refuseWithoutPermission } from './send-permissions';
import { isTooLong, textOfCall } from './text-of-call';
import { topicOfCall } from './topic-of-call';
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
    const place = placeOfCall(call, chat);
    if (isTooLong(formatted)) throw badRequest('message is too long');
    refuseWithoutPermission(call, chat, 'text');
    refuseButtons(replyMarkup, chat);
    const message = call.bots.write(call.bot, chat, { ...formatted, ...place, replyMarkup, callId: call.entry.seq });
    return messageInBotApiForm({ world: call.world, botId: call.bot.id }, chat, message);
  },
};

/**
 * Where in the chat: in which topic, and in answer to what. An answer stands in the topic of what it answers. Channels take posts from
 * some only.
 */
export function placeOfCall(call: MethodCall, chat: AnyChat): { topicId?: number; replyTo?: number } {
  const topicId = topicOfCall(call, chat);
  const target = replyTarget(call, chat);
  refuseToPost(call, chat);
  const inForum = isShared(chat) && chat.isForum;
  return { topicId: topicId ?? (inForum ? target?.topicId : undefined), replyTo: target?.messageId };
}

function replyTarget({ bot, params }: MethodCall, chat: AnyChat): MessageRecord | undefined {
  const { messageId, mayBeMissing } = replyWanted(params);
  if (messageId === null || messageId === 0) return undefined;
  const message = visibleMessage(bot, chat, messageId);
  if (message) return message;
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
