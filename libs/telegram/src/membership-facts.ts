import type { Chat, ChatMember, Update, User } from 'telegraf/types';
import { eventOf, kindOf, personIn } from './update-facts';

/** What Telegram calls somebody's part in a chat (core.telegram.org/bots/api#chatmember). */
export type MemberStatus = ChatMember['status'];

/** That somebody is in a chat, or is out of it. */
export interface MembershipMove {
  readonly user: User;
  readonly present: boolean;
  /** As what, when Telegram has said it; a message shows only that its author is there. */
  readonly status?: MemberStatus;
}

interface MemberChange {
  readonly chat?: Chat;
  readonly from?: unknown;
  readonly old_chat_member?: unknown;
  readonly new_chat_member?: { readonly user?: unknown; readonly status?: unknown; readonly is_member?: unknown };
}

interface Told {
  readonly chat?: Chat;
  readonly from?: unknown;
  readonly sender_chat?: unknown;
  readonly is_automatic_forward?: unknown;
  readonly date?: unknown;
  readonly edit_date?: unknown;
  readonly new_chat_members?: unknown;
  readonly left_chat_member?: unknown;
  readonly migrate_to_chat_id?: unknown;
  readonly migrate_from_chat_id?: unknown;
}

const STATUSES = new Set<unknown>(['creator', 'administrator', 'member', 'restricted', 'left', 'kicked']);
/** What people do from outside: they ask to be let in (core.telegram.org/bots/api#chatjoinrequest). */
const OUTSIDE = new Set(['chat_join_request']);
const MESSAGES = new Set(['message', 'edited_message', 'channel_post', 'edited_channel_post']);

/** When it happened by Telegram's clock; null when the update does not say, as a pressed button does not. */
export function momentOf(update: Update): Date | null {
  const { edit_date, date } = (eventOf(update) ?? {}) as Told;
  return timeOf(edit_date ?? date);
}

/** A time as Telegram writes it, in seconds since 1970; null for what is none. */
export function timeOf(seconds: unknown): Date | null {
  return Number.isSafeInteger(seconds) && Number(seconds) > 0 ? new Date(Number(seconds) * 1_000) : null;
}

/** Everybody whom the update shows, once each: who acts, who comes, who goes, whom it is about. Bots too. */
export function peopleIn(update: Update): User[] {
  const { new_chat_member } = (eventOf(update) ?? {}) as MemberChange;
  const subject = kindOf(update) === 'chat_member' ? personIn(new_chat_member?.user) : undefined;
  const users = [authorOf(update), ...comersIn(update), goerIn(update), subject];
  const distinct = new Map(users.flatMap((user) => (user ? [[user.id, user] as const] : [])));
  return [...distinct.values()];
}

/** Who is proved to be in the chat, or out of it; each person once. */
export function movesIn(update: Update): MembershipMove[] {
  const author = authorOf(update);
  const goer = goerIn(update);
  const moves: MembershipMove[] = [
    ...(author && !OUTSIDE.has(kindOf(update)) ? [{ user: author, present: true }] : []),
    ...comersIn(update).map((user) => ({ user, present: true })),
    ...(goer ? [{ user: goer, present: false }] : []),
    ...changeIn(update),
  ];
  // What is said of somebody counts more than that they did something.
  return [...new Map(moves.map((move) => [move.user.id, move])).values()];
}

/** What the bot itself has become in the chat. */
export function botMoveIn(update: Update): Omit<MembershipMove, 'user'> | undefined {
  return kindOf(update) === 'my_chat_member' ? statusIn(update) : undefined;
}

/** Somebody, maybe the bot itself, of whom a message says that they are gone. */
export function goerIn(update: Update): User | undefined {
  return isMessage(update) ? personIn((eventOf(update) as Told).left_chat_member) : undefined;
}

/** Whether it is a message, new or edited, that the bot was given because it is in the chat. */
export function isMessage(update: Update): boolean {
  return MESSAGES.has(kindOf(update)) && eventOf(update) !== undefined;
}

/** The two Telegram ids of a group that has become a supergroup; told once in each of the two chats. */
export function migrationIn(update: Update): { readonly from: number; readonly to: number } | undefined {
  if (kindOf(update) !== 'message') return undefined;
  const { chat, migrate_to_chat_id: next, migrate_from_chat_id: former } = (eventOf(update) ?? {}) as Told;
  if (chat === undefined || next === former) return undefined;
  const [from, to] = [former ?? chat.id, next ?? chat.id];
  return Number.isSafeInteger(from) && Number.isSafeInteger(to) ? { from: Number(from), to: Number(to) } : undefined;
}

/**
 * Whoever acts as themselves. A message in the name of a chat names its chat beside a stand-in, and what a linked channel
 * forwards by itself nobody has written (core.telegram.org/bots/api#message).
 */
function authorOf(update: Update): User | undefined {
  const { from, sender_chat, is_automatic_forward } = (eventOf(update) ?? {}) as Told;
  return sender_chat === undefined && is_automatic_forward !== true ? personIn(from) : undefined;
}

function comersIn(update: Update): User[] {
  const { new_chat_members } = (eventOf(update) ?? {}) as Told;
  if (!isMessage(update) || !Array.isArray(new_chat_members)) return [];
  return new_chat_members.flatMap((user: unknown) => personIn(user) ?? []);
}

/** In a private chat the change of the bot is the person's: they have blocked it, or have not any more. */
function changeIn(update: Update): MembershipMove[] {
  const move = statusIn(update);
  const { chat, from, new_chat_member } = (eventOf(update) ?? {}) as MemberChange;
  if (!move) return [];
  if (kindOf(update) === 'chat_member') {
    const user = personIn(new_chat_member?.user);
    return user ? [{ user, ...move }] : [];
  }
  const person = chat?.type === 'private' ? personIn(from) : undefined;
  return person ? [{ user: person, present: move.present }] : [];
}

function statusIn(update: Update): { present: boolean; status: MemberStatus } | undefined {
  if (!['chat_member', 'my_chat_member'].includes(kindOf(update))) return undefined;
  const { status, is_member } = ((eventOf(update) ?? {}) as MemberChange).new_chat_member ?? {};
  if (!STATUSES.has(status)) return undefined;
  const present = status === 'restricted' ? is_member === true : status !== 'left' && status !== 'kicked';
  return { present, status: status as MemberStatus };
}
