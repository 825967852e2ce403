import type { Method, MethodCall } from '../calls/method';
import { badRequest } from '../calls/refusal';
import { isShared, type AnyChat } from '../world/membership';
import { messageInBotApiForm } from '../world/message-form';
import { numberFor } from '../world/message-numbers';
import type { ForwardRecord, MessageRecord } from '../world/message-record';
import { chatToWriteTo, knownChat, messageOfCall, visibleMessage } from './chat-of-call';
import { alone, copyOf, NO_CAPTION, recaptioned, regrouped, takenAlong } from './copied-content';
import { messageNumbers, refuseDisorder } from './message-numbers-of-call';
import { refuseButtons, replyMarkupOf } from './reply-markup';
import { placeOfCall } from './send-message';
import { kindOf, maySend, refuseWithoutPermission } from './send-permissions';
import { captionOf, isLongCaption } from './text-of-call';
import { UNMODELLED_FOR_MESSAGES } from './unmodelled';

const UNMODELLED = [...UNMODELLED_FOR_MESSAGES, 'video_start_timestamp'];

/** https://core.telegram.org/bots/api#copymessage */
export const copyMessage: Method = {
  name: 'copyMessage',
  limited: true,
  unmodelled: UNMODELLED,
  run: (call) => {
    const from = originOf(call);
    const caption = call.params.has('caption') ? captionOf(call.params) : null;
    const message = messageOfCall(call, knownChat(call, 'read', from), 'message to copy');
    const replyMarkup = replyMarkupOf(call.params);
    const chat = chatToWriteTo(call);
    const content = { ...placeOfCall(call, chat), replyMarkup, callId: call.entry.seq };
    if (message.service) throw badRequest("message can't be copied");
    refuseWithoutPermission(call, chat, kindOf(message));
    if (caption && isLongCaption(caption)) throw badRequest('MEDIA_CAPTION_TOO_LONG');
    refuseButtons(replyMarkup, chat);
    const source = alone(message);
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
    const { chat, place, sources } = takenFrom(call);
    const content = { ...place, callId: call.entry.seq };
    const bare = call.params.flag('remove_caption') ? NO_CAPTION : null;
    return sources.map((source) => {
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
    const from = knownChat(call, 'read', originOf(call));
    const message = messageOfCall(call, from, 'message to forward');
    const chat = chatToWriteTo(call);
    const place = placeOfCall(call, chat);
    if (message.service) throw badRequest("message can't be forwarded");
    refuseWithoutPermission(call, chat, kindOf(message));
    const forwarded = forward(call, chat, { from, source: alone(message), place });
    return messageInBotApiForm({ world: call.world, botId: call.bot.id }, chat, forwarded);
  },
};

/** https://core.telegram.org/bots/api#forwardmessages */
export const forwardMessages: Method = {
  name: 'forwardMessages',
  limited: true,
  unmodelled: UNMODELLED,
  run: (call) => {
    const { chat, place, from, sources } = takenFrom(call);
    return sources.map((source) => messageId(call, chat, forward(call, chat, { from, source, place })));
  },
};

interface Forwarding {
  from: AnyChat;
  source: MessageRecord;
  place: ReturnType<typeof placeOfCall>;
}

function forward(call: MethodCall, chat: AnyChat, { from, source, place }: Forwarding): MessageRecord {
  const content = { ...takenAlong(source), ...place, forward: authorOf(from, source), callId: call.entry.seq };
  return call.bots.write(call.bot, chat, content);
}

interface Taken {
  chat: AnyChat;
  place: ReturnType<typeof placeOfCall>;
  from: AnyChat;
  sources: MessageRecord[];
}

/** What there is to take along of several messages, in the order of the official server. What cannot be taken is skipped. */
function takenFrom(call: MethodCall): Taken {
  const origin = originOf(call);
  const numbers = messageNumbers(call);
  const chat = chatToWriteTo(call);
  const place = placeOfCall(call, chat);
  const from = knownChat(call, 'read', origin);
  const found = numbers.flatMap((number) => visibleMessage(call.bot, from, number) ?? []);
  if (found.length === 0) throw badRequest('there are no messages to forward');
  refuseDisorder(numbers);
  const sources = found.filter((message) => !message.service && maySend(call, chat, kindOf(message)));
  if (sources.length === 0) throw badRequest("messages can't be forwarded");
  return { chat, place, from, sources: regrouped(call, sources) };
}

/** By which parameter the other chat comes. */
function originOf({ params }: MethodCall): string {
  if (!params.has('from_chat_id')) throw badRequest('parameter "from_chat_id" is required');
  return 'from_chat_id';
}

/** Who wrote it first. */
function authorOf(chat: AnyChat, { forward, ...message }: MessageRecord): ForwardRecord {
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
