import type { Method, MethodCall } from '../calls/method';
import { badRequest } from '../calls/refusal';
import { isShared, type AnyChat } from '../world/membership';
import { messageInBotApiForm } from '../world/message-form';
import { findMessage, numberFor } from '../world/message-numbers';
import type { ForwardRecord, MessageRecord } from '../world/message-record';
import { chatToWriteTo, knownChat, messageNumber } from './chat-of-call';
import { copyOf, NO_CAPTION, recaptioned, regrouped, takenAlong } from './copied-content';
import { risingMessageNumbers } from './message-numbers-of-call';
import { refuseBackendButtons, replyMarkupOf } from './reply-markup';
import { placeOfCall } from './send-message';
import { captionOf, refuseLongCaption } from './text-of-call';
import { UNMODELLED_FOR_MESSAGES } from './unmodelled';

const UNMODELLED = [...UNMODELLED_FOR_MESSAGES, 'video_start_timestamp'];

/** https://core.telegram.org/bots/api#copymessage */
export const copyMessage: Method = {
  name: 'copyMessage',
  limited: true,
  unmodelled: UNMODELLED,
  run: (call) => {
    const replyMarkup = replyMarkupOf(call.params);
    const caption = call.params.has('caption') ? captionOf(call.params) : null;
    const [source] = regrouped(call, sources(call, [messageNumber(call.params.integer('message_id'))], 'copied'));
    if (!source) throw badRequest('message to copy not found');
    const chat = chatToWriteTo(call);
    if (caption) refuseLongCaption(caption);
    refuseBackendButtons(replyMarkup);
    const content = { ...placeOfCall(call, chat), replyMarkup, callId: call.entry.seq };
    const copied = caption ? recaptioned(call, source, caption) : copyOf(call, source);
    return messageId(call, chat, call.bots.write(call.bot, chat, { ...copied, ...content }));
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
    const bare = call.params.flag('remove_caption') ? NO_CAPTION : null;
    return regrouped(call, found).map((source) => {
      const copied = bare ? recaptioned(call, source, bare) : copyOf(call, source);
      return messageId(call, chat, call.bots.write(call.bot, chat, { ...copied, ...content }));
    });
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
  return regrouped(call, found).map((source) => {
    const content = { ...takenAlong(source), ...place, forward: originOf(from, source), callId: call.entry.seq };
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
  if (message.asChannel !== undefined) return { date, chatId: message.asChannel, messageId: id };
  return { date, userId: message.senderId };
}

function messageId({ bot }: MethodCall, chat: AnyChat, message: MessageRecord): { message_id: number } {
  return { message_id: numberFor(bot.id, chat, message) ?? message.messageId };
}
