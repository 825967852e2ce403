import type { LedgerEntry } from '@app/telegram-emulator';

/** A bot of which so many chats were limited within seconds is limited itself; what is on its way then may still arrive. */
const FLOODED_CHATS = 3;
const FLOODED_WITHIN_MS = 4_500;

/** Of refusals at the same moment nobody knows which is written down last, and how long the bot is held follows from that. */
const AT_ONCE_MS = 300;

/** An answer has to come back to the worker and be written down before nobody takes another message of the bot. */
const WRITTEN_DOWN_MS = 1_500;

/** A call, as the emulator has seen it, and when a worker took the message for it. */
export type StormCall = Pick<LedgerEntry, 'at' | 'botId' | 'params' | 'status' | 'answer'> & { readonly takenAt: number };

interface Held {
  readonly at: number;
  readonly until: number;
  readonly bot: number | null;
  readonly chat: string;
}

/** What the calls tell of a storm: how often Telegram has refused, and who has not listened. */
export function readStorm(calls: readonly StormCall[]): { held: number; earlyCalls: string[]; callsWhileFlooded: string[] } {
  const held = calls.flatMap(heldOf);
  const floods = held.flatMap((one, index) => floodOf(one, held.slice(0, index + 1)));
  const words = (call: StormCall, { at, until }: Held): string =>
    `chat ${chatOf(call)} was called ${String(call.at - at)} ms after it was told to wait ${String(until - at)} ms`;
  const disregards = (among: readonly Held[], regards: (call: StormCall, one: Held) => boolean): string[] =>
    calls.flatMap((call) => among.filter((one) => call.at < one.until && regards(call, one)).map((one) => words(call, one)));
  return {
    held: held.length,
    earlyCalls: disregards(held, (call, one) => call.botId === one.bot && chatOf(call) === one.chat && call.at > one.at),
    callsWhileFlooded: disregards(floods, (call, one) => call.botId === one.bot && call.takenAt > one.at + WRITTEN_DOWN_MS),
  };
}

function heldOf({ at, botId, params, status, answer }: StormCall): Held[] {
  const { parameters } = (answer ?? {}) as { parameters?: { retry_after?: number } };
  const seconds = parameters?.retry_after;
  if (status !== 429 || seconds === undefined) return [];
  return [{ at, until: at + seconds * 1_000, bot: botId, chat: String(params.chat_id) }];
}

/** It holds the whole bot when it is at least the third chat. */
function floodOf(last: Held, all: readonly Held[]): Held[] {
  const before = all.filter(({ at, bot }) => {
    return bot === last.bot && at > last.at - FLOODED_WITHIN_MS && at < last.at - AT_ONCE_MS;
  });
  return new Set([last, ...before].map(({ chat }) => chat)).size >= FLOODED_CHATS ? [last] : [];
}

function chatOf({ params }: StormCall): string {
  return String(params.chat_id);
}
