import type { Chat, Message, Update, User } from 'telegraf/types';

export type { Chat, Message, Update, User };

/** The accounts behind which Telegram hides others: anonymous admins, channels, automatic forwards. */
const STAND_INS = new Set([1_087_968_824, 136_817_688, 777_000]);

/** What most kinds of updates have. */
export interface Event {
  readonly from?: User;
  readonly chat?: Chat;
  readonly message?: { readonly chat?: Chat };
}

/** Who did what the update tells of: a person or a bot, never one of Telegram's stand-ins. */
export function actorOf(update: Update): User | undefined {
  return personIn(eventOf(update)?.from);
}

/** Somebody, unless it is one of Telegram's stand-ins or nobody at all. */
export function personIn(value: unknown): User | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const user = value as User;
  return Number.isSafeInteger(user.id) && !STAND_INS.has(user.id) ? user : undefined;
}

/** The chat in which it happened, if it happened in one. */
export function chatOf(update: Update): Chat | undefined {
  const event = eventOf(update);
  const chat = event?.chat ?? event?.message?.chat;
  return chat && Number.isSafeInteger(chat.id) ? chat : undefined;
}

/** An update has an id and exactly one more field, named after its kind (core.telegram.org/bots/api#update). */
export function kindOf(update: Update): string {
  return Object.keys(update).find((key) => key !== 'update_id') ?? 'unknown';
}

/** Whether something is an update at all: an object with a whole `update_id` that a number holds exactly. */
export function isUpdate(value: unknown): value is Update {
  return typeof value === 'object' && value !== null && Number.isSafeInteger((value as { update_id?: unknown }).update_id);
}

/** Text of a stranger as we keep it: whole characters, no NUL, trimmed; what is blank is nothing. */
export function cleanText(text: string | undefined, most: number): string | null {
  const clean = [...(text ?? '').toWellFormed().replaceAll('\0', '').trim()].slice(0, most).join('');
  return clean === '' ? null : clean;
}

/** What the update is about: the field beside its id. */
export function eventOf(update: Update): Event | undefined {
  const event = (update as unknown as Record<string, unknown>)[kindOf(update)];
  return typeof event === 'object' && event !== null ? event : undefined;
}
