import type { Chat, ChatMember, Update, User } from 'telegraf/types';
import { chatOf, eventOf, isDirectMessages, isFromChatOfOthers, kindOf, personIn } from './update-facts';

/** What Telegram calls somebody's part in a chat (core.telegram.org/bots/api#chatmember). */
export type MemberStatus = ChatMember['status'];

/**
 * How good a word on a membership is: `exact` is a change that Telegram reports with the status, `told` a service message that
 * somebody came or went, `seen` only that somebody did something there, which guests and the admins of other chats may too.
 */
export type MoveWeight = 'exact' | 'told' | 'seen';

/** That somebody is in a chat, or is out of it. */
export interface MembershipMove {
  readonly user: User;
  readonly present: boolean;
  readonly weight: MoveWeight;
  /** As what; only of an exact word. */
  readonly status?: MemberStatus;
  /** Whether others in the chat see it too. Telegram shows a bot who anonymous admins are when they press a button or change members. */
  readonly open: boolean;
  /** Of an exact word: Telegram hides this person from others in the chat. */
  readonly anonymous?: boolean;
}

interface MemberChange {
  readonly chat?: Chat;
  readonly from?: unknown;
  readonly old_chat_member?: unknown;
  readonly new_chat_member?: Member;
}

interface Member {
  readonly user?: unknown;
  readonly status?: unknown;
  readonly is_member?: unknown;
  readonly is_anonymous?: unknown;
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
/** An edit may be made by anybody's reaction, by a live location or by another bot: it is no deed of the author. */
const DEEDS = new Set(['message', 'channel_post', 'my_chat_member', 'chat_member']);
const MESSAGES = new Set(['message', 'edited_message', 'channel_post', 'edited_channel_post']);

/** When it happened by Telegram's clock; null when the update does not say, as a pressed button does not. */
export function momentOf(update: Update): Date | null {
  const { edit_date, date } = (eventOf(update) ?? {}) as Told;
  return timeOf(edit_date ?? date);
}

/** How far clocks may be apart. A time further ahead is wrong or forged, and would make everything that is told later old. */
const AHEAD_MS = 300_000;

/** A time as Telegram writes it, in seconds since 1970; null for what is none. What lies in the future is now. */
export function timeOf(seconds: unknown): Date | null {
  if (!Number.isSafeInteger(seconds) || Number(seconds) <= 0) return null;
  const [now, time] = [Date.now(), Number(seconds) * 1_000];
  return new Date(time > now + AHEAD_MS ? now : time);
}

/** Everybody whom the update shows, once each: who acts, who comes, who goes, whom it is about. Bots too, and nobody in chats of others. */
export function peopleIn(update: Update): User[] {
  if (isFromChatOfOthers(update)) return [];
  const { new_chat_member } = (eventOf(update) ?? {}) as MemberChange;
  const subject = kindOf(update) === 'chat_member' ? personIn(new_chat_member?.user) : undefined;
  const users = [authorOf(update), ...comersIn(update), goerIn(update), subject];
  const distinct = new Map(users.flatMap((user) => (user ? [[user.id, user] as const] : [])));
  return [...distinct.values()];
}

/** Ids of those whom the update shows in a way that everybody in the chat sees: in no channel, and in no direct messages of one. */
export function openlyShownIn(update: Update): ReadonlySet<number> {
  const chat = chatOf(update);
  if (!chat || chat.type === 'channel' || isDirectMessages(chat)) return new Set();
  const editor = isMessage(update) ? authorOf(update) : undefined;
  const moves = movesIn(update).filter(({ open, anonymous }) => open || anonymous === false);
  return new Set([...(editor ? [editor.id] : []), ...moves.map(({ user }) => user.id)]);
}

/** Ids of those of whom the update tells that they are, or were until now, anonymous admins. */
export function anonymousIn(update: Update): ReadonlySet<number> {
  if (kindOf(update) !== 'chat_member') return new Set();
  const { old_chat_member: old, new_chat_member: now } = (eventOf(update) ?? {}) as MemberChange;
  const user = personIn(now?.user);
  const isAnonymous = [old, now].some((member) => (member as Member | undefined)?.is_anonymous === true);
  return new Set(user && isAnonymous ? [user.id] : []);
}

/** Who is proved to be in the chat, or out of it; each person once. */
export function movesIn(update: Update): MembershipMove[] {
  const goer = goerIn(update);
  const moves: MembershipMove[] = [
    ...seenIn(update),
    ...comersIn(update).map((user) => ({ user, present: true, weight: 'told', open: true }) as const),
    ...(goer ? [{ user: goer, present: false, weight: 'told', open: true } as const] : []),
    ...changeIn(update),
  ];
  // What is said of somebody counts more than that they did something.
  return [...new Map(moves.map((move) => [move.user.id, move])).values()];
}

/** Whoever did something. A button in a private chat is pressed by its person; elsewhere it shows a bot who anonymous admins are. */
function seenIn(update: Update): MembershipMove[] {
  const author = authorOf(update);
  const kind = kindOf(update);
  const isPress = kind === 'callback_query' && chatOf(update)?.type === 'private';
  if (!author || !(DEEDS.has(kind) || isPress)) return [];
  return [{ user: author, present: true, weight: 'seen', open: isMessage(update) || chatOf(update)?.type === 'private' }];
}

/** What the bot itself has become in the chat. */
export function botMoveIn(update: Update): { readonly present: boolean; readonly status: MemberStatus } | undefined {
  return kindOf(update) === 'my_chat_member' ? statusIn(update) : undefined;
}

/** Whether the bot has just come into a group. A promotion there is no arrival. */
export function isArrival(update: Update): boolean {
  const { old_chat_member: old } = (eventOf(update) ?? {}) as MemberChange;
  const chat = chatOf(update);
  const isGroup = chat?.type === 'group' || chat?.type === 'supergroup';
  return isGroup && botMoveIn(update)?.present === true && memberStatus(old)?.present === false;
}

/** Whether a message was changed, which proves nothing about who is where now. */
export function isEdit(update: Update): boolean {
  return kindOf(update).startsWith('edited_');
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
    return user ? [{ user, ...move, weight: 'exact', open: false, anonymous: new_chat_member?.is_anonymous === true }] : [];
  }
  const person = chat?.type === 'private' ? personIn(from) : undefined;
  return person ? [{ user: person, present: move.present, weight: 'told', open: true }] : [];
}

function statusIn(update: Update): { present: boolean; status: MemberStatus } | undefined {
  if (!['chat_member', 'my_chat_member'].includes(kindOf(update))) return undefined;
  return memberStatus(((eventOf(update) ?? {}) as MemberChange).new_chat_member);
}

function memberStatus(member: unknown): { present: boolean; status: MemberStatus } | undefined {
  const { status, is_member } = (member ?? {}) as Member;
  if (!STATUSES.has(status)) return undefined;
  const present = status === 'restricted' ? is_member === true : status !== 'left' && status !== 'kicked';
  return { present, status: status as MemberStatus };
}
