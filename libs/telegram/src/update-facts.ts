import type { Chat, Message, Update, User } from 'telegraf/types';

export type { Chat, Message, Update, User };

/** The accounts behind which Telegram hides others: anonymous admins, channels, automatic forwards. */
const STAND_INS = new Set([1_087_968_824, 136_817_688, 777_000]);

/**
 * Updates that come from a chat in which the bot is itself. Business and guest updates come from chats of others, even where
 * their ids look like the bot's own (core.telegram.org/bots/api#message, `business_connection_id`); kinds that are not known
 * prove nothing.
 */
const FROM_CHATS_OF_THE_BOT = new Set([
  ...['message', 'edited_message', 'channel_post', 'edited_channel_post', 'callback_query', 'my_chat_member', 'chat_member'],
  ...['chat_join_request', 'message_reaction', 'message_reaction_count', 'chat_boost', 'removed_chat_boost'],
]);

/** Updates from chats of others, in which the bot has met nobody. */
const FROM_CHATS_OF_OTHERS = new Set([
  ...['business_connection', 'business_message', 'edited_business_message', 'deleted_business_messages'],
  ...['guest_message', 'stopped_message_generation'],
]);

const CHAT_TYPES = new Set(['private', 'group', 'supergroup', 'channel']);

/** What most kinds of updates have. */
export interface Event {
  readonly from?: User;
  readonly chat?: Chat;
  readonly message?: { readonly chat?: Chat };
}

/** The person who did what the update tells of: never a bot, and never one of Telegram's stand-ins. */
export function actorOf(update: Update): User | undefined {
  const actor = personIn(eventOf(update)?.from);
  return actor?.is_bot === true ? undefined : actor;
}

/** Telegram's id of whoever is answered: the chat in whose name somebody writes, a person, or the chat in which it happened. */
export function askerOf(update: Update): number {
  const { sender_chat, from } = (eventOf(update) ?? {}) as {
    readonly sender_chat?: { id?: unknown };
    readonly from?: { id?: unknown };
  };
  const id = [sender_chat?.id, from?.id, chatOf(update)?.id].find((one) => Number.isSafeInteger(one));
  return Number(id ?? 0);
}

/** Whether it comes from a chat in which the bot is not itself. */
export function isFromChatOfOthers(update: Update): boolean {
  return FROM_CHATS_OF_OTHERS.has(kindOf(update));
}

/** Whether a bot did it. Telegram's stand-ins are called bots too, and people speak through them. */
export function isByBot(update: Update): boolean {
  return personIn(eventOf(update)?.from)?.is_bot === true;
}

/** Somebody, unless it is one of Telegram's stand-ins or nobody at all. */
export function personIn(value: unknown): User | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const user = value as User;
  return Number.isSafeInteger(user.id) && !STAND_INS.has(user.id) ? user : undefined;
}

/** The chat of the bot in which it happened, if it happened in one. A chat of a type that is not known is none. */
export function chatOf(update: Update): Chat | undefined {
  if (!FROM_CHATS_OF_THE_BOT.has(kindOf(update))) return undefined;
  const event = eventOf(update);
  const chat = event?.chat ?? event?.message?.chat;
  return chat && Number.isSafeInteger(chat.id) && CHAT_TYPES.has(chat.type) ? chat : undefined;
}

/** Whether a chat holds the direct messages of a channel, in which each writer sees only their own (Bot API 9.2). */
export function isDirectMessages(chat: Chat): boolean {
  return 'is_direct_messages' in chat && chat.is_direct_messages === true;
}

/** The topic of a channel's direct messages in which it happened. An answer has to name it, or Telegram refuses it. */
export function directMessagesTopicOf(update: Update): number | undefined {
  const event = (eventOf(update) ?? {}) as DirectMessage & { readonly message?: DirectMessage };
  const topicId = (event.message ?? event).direct_messages_topic?.topic_id;
  return Number.isSafeInteger(topicId) ? Number(topicId) : undefined;
}

interface DirectMessage {
  readonly direct_messages_topic?: { readonly topic_id?: unknown };
}

/** An update has an id and exactly one more field, named after its kind (core.telegram.org/bots/api#update). */
export function kindOf(update: Update): string {
  return Object.keys(update).find((key) => key !== 'update_id') ?? 'unknown';
}

/** Whether something is an update at all: an object with a whole `update_id` that a number holds exactly. */
export function isUpdate(value: unknown): value is Update {
  return typeof value === 'object' && value !== null && Number.isSafeInteger((value as { update_id?: unknown }).update_id);
}

/** Characters that show nothing: blanks, controls, fillers of Hangul and Braille, marks without a letter. */
const INVISIBLE = /^[\s\p{C}\p{Z}\p{M}\u115f\u1160\u2800\u3164\uffa0]*$/u;

/** Text of a stranger as we keep it: whole characters, no NUL, trimmed; what shows nothing is nothing. */
export function cleanText(text: unknown, most: number): string | null {
  if (typeof text !== 'string') return null;
  const clean = [...text.toWellFormed().replaceAll('\0', '').trim()].slice(0, most).join('');
  return INVISIBLE.test(clean) ? null : clean;
}

/** Characters that turn the direction of what stands behind them, too. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/gu;

/** Letters that are written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** A name as it can stand in a text of the bot without turning the words around it: isolated if it runs from right to left. */
export function isolated(name: string): string {
  const plain = name.replace(TURNING, '');
  return RIGHT_TO_LEFT.test(plain) ? `\u2068${plain}\u2069` : plain;
}

/** The names of somebody as one, without those that are not there. */
export function fullName({ first_name, last_name }: { readonly first_name?: unknown; readonly last_name?: unknown }): string {
  return [first_name, last_name].filter((name) => typeof name === 'string').join(' ');
}

/** What the update is about: the field beside its id. */
export function eventOf(update: Update): Event | undefined {
  const event = (update as unknown as Record<string, unknown>)[kindOf(update)];
  return typeof event === 'object' && event !== null ? event : undefined;
}
