import type { Method, MethodCall } from '../calls/method';
import type { Params } from '../calls/params';
import { badRequest } from '../calls/refusal';
import { messageInBotApiForm } from '../world/bot-api-form';
import type { ChatRecord } from '../world/records';
import { chatToWriteTo, findMessage } from './chat-of-call';
import { refuseBackendButtons, replyMarkupOf } from './reply-markup';
import { refuseTooLong, textOfCall } from './text-of-call';

/** https://core.telegram.org/bots/api#sendmessage */
export const sendMessage: Method = {
  name: 'sendMessage',
  limited: true,
  params: {
    chat_id: 'id',
    text: 'string',
    parse_mode: 'string',
    entities: 'array',
    link_preview_options: 'object',
    disable_notification: 'boolean',
    protect_content: 'boolean',
    allow_paid_broadcast: 'boolean',
    reply_parameters: 'object',
    reply_markup: 'object',
    // Older names, which Telegram still takes.
    disable_web_page_preview: 'boolean',
    reply_to_message_id: 'integer',
    allow_sending_without_reply: 'boolean',
    business_connection_id: 'unmodelled',
    message_thread_id: 'unmodelled',
    direct_messages_topic_id: 'unmodelled',
    message_effect_id: 'unmodelled',
    suggested_post_parameters: 'unmodelled',
  },
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
