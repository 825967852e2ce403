import type { Method, MethodCall } from '../calls/method';
import { badRequest } from '../calls/refusal';
import { isShared, type AnyChat } from '../world/membership';
import { messageInBotApiForm } from '../world/message-form';
import { findMessage, numberFor } from '../world/message-numbers';
import type { ForwardRecord, MessageRecord } from '../world/message-record';
import { chatToWriteTo, knownChat, messageNumber } from './chat-of-call';
import { risingMessageNumbers } from './message-numbers-of-call';
import { refuseBackendButtons, replyMarkupOf } from './reply-markup';
import { placeOfCall } from './send-message';
import { UNMODELLED_FOR_MESSAGES } from './unmodelled';

const UNMODELLED = [...UNMODELLED_FOR_MESSAGES, 'video_start_timestamp'];

/** https://core.telegram.org/bots/api#copymessage */
export const copyMessage: Method = {
  name: 'copyMessage',
  limited: true,
  unmodelled: UNMODELLED,
  run: (call) => {
    const replyMarkup = replyMarkupOf(call.params);
    const [source] = sources(call, [messageNumber(call.params.integer('message_id'))], 'copied');
    if (!source) throw badRequest('message to copy not found');
    const chat = chatToWriteTo(call);
    refuseBackendButtons(replyMarkup);
    const content = { ...placeOfCall(call, chat), replyMarkup, callId: call.entry.seq };
    return messageId(call, chat, call.bots.write(call.bot, chat, { ...formatted(source), ...content }));
  },
};

/** https://core.telegram.org/bots/api#copymessages */
export const copyMessages: Method = {
  name: 'copyMessages',
  limited: true,
  unmodelled: UNMODELLED,
  run: (call) => {
    const found = sources(call, risingMessageNumbers(call));
    if (found.length === 0) throw badRequest('there are no messages to copy');
    const chat = chatToWriteTo(call);
    const content = { ...placeOfCall(call, chat), callId: call.entry.seq };
    return found.map((source) => messageId(call, chat, call.bots.write(call.bot, chat, { ...formatted(source), ...content })));
  },
};

/** https://core.telegram.org/bots/api#forwardmessage */
export const forwardMessage: Method = {
  name: 'forwardMessage',
  limited: true,
  unmodelled: UNMODELLED,
  run: (call) => {
    const [message] = forwarded(call, [messageNumber(call.params.integer('message_id'))], 'forwarded');
    if (!message) throw badRequest('message to forward not found');
    const chat = chatToWriteTo(call);
    return messageInBotApiForm({ world: call.world, botId: call.bot.id }, chat, message);
  },
};

/** https://core.telegram.org/bots/api#forwardmessages */
export const forwardMessages: Method = {
  name: 'forwardMessages',
  limited: true,
  unmodelled: UNMODELLED,
  run: (call) => {
    const messages = forwarded(call, risingMessageNumbers(call));
    if (messages.length === 0) throw badRequest('there are no messages to forward');
    const chat = chatToWriteTo(call);
    return messages.map((message) => messageId(call, chat, message));
  },
};

function forwarded(call: MethodCall, numbers: readonly number[], verb?: string): MessageRecord[] {
  const from = knownChat(call, 'from_chat_id');
  const found = sources(call, numbers, verb);
  if (found.length === 0) return [];
  const chat = chatToWriteTo(call);
  const place = placeOfCall(call, chat);
  return found.map((source) => {
    const content = { ...formatted(source), ...place, forward: originOf(from, source), callId: call.entry.seq };
    return call.bots.write(call.bot, chat, content);
  });
}

/** What there is to take along. Service messages cannot be taken: alone that is refused, among others it is skipped. */
function sources(call: MethodCall, numbers: readonly number[], verb?: string): MessageRecord[] {
  const from = knownChat(call, 'from_chat_id');
  const found = numbers.flatMap((number) => findMessage(call.bot.id, from, number) ?? []);
  if (verb !== undefined && found.some(({ service }) => service)) throw badRequest(`message can't be ${verb}`);
  return found.filter(({ service }) => !service);
}

/** Who wrote it first. */
function originOf(chat: AnyChat, { forward, ...message }: MessageRecord): ForwardRecord {
  const { date, messageId: id, signature } = message;
  if (forward) return forward;
  if (!isShared(chat)) return { date, userId: message.from === 'bot' ? chat.botId : chat.personId };
  if (message.asChat) return { date, chatId: chat.id, messageId: id, ...(signature !== undefined && { signature }) };
  return { date, userId: message.senderId };
}

function formatted({ text, entities }: MessageRecord): Pick<MessageRecord, 'text' | 'entities'> {
  return { text, entities };
}

function messageId({ bot }: MethodCall, chat: AnyChat, message: MessageRecord): { message_id: number } {
  return { message_id: numberFor(bot.id, chat, message) ?? message.messageId };
}
