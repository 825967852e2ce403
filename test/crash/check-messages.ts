import type { Send } from './submissions';
import type { Copy, Evidence, MessageRow } from './evidence';

export type MessageFinding =
  /** Accepted, and there is no message, or one that claims to have arrived and did not. */
  | 'lost'
  /** In a chat, although nobody has sent it. */
  | 'unexpected'
  /** More copies than the promise allows: two of one that is not flagged, three, or two of `at_most_once`. */
  | 'unexplainedDuplicates'
  /** What a message says of itself is not what happened. */
  | 'falseStates'
  /** Not at its end, or at one for which there was no reason. */
  | 'unexplainedEnds'
  /** First copies that stand in a chat in another order than they were accepted in. */
  | 'orderBreaks'
  /** One key, two messages; two answers that name different ones; a message without its key. */
  | 'idempotencyBreaks';

/** What is needed to judge messages. */
export type MessageEvidence = Pick<Evidence, 'sends' | 'copies' | 'messages' | 'keys'>;

type Found = Record<MessageFinding, string[]>;

/** Judges every message there is: those of clients, and what the bot answered by itself. */
export function checkMessages(evidence: MessageEvidence): Found {
  const copies = groupBy(evidence.copies, placeOf);
  const rows = groupBy(
    evidence.messages.filter(({ method }) => method === 'sendMessage'),
    placeOf,
  );
  const found: Found = {
    lost: [],
    unexpected: [...copies.keys()].filter((place) => !rows.has(place)),
    unexplainedDuplicates: [],
    falseStates: [],
    unexplainedEnds: [],
    orderBreaks: findOrderBreaks(evidence, copies),
    idempotencyBreaks: findIdempotencyBreaks(evidence),
  };
  for (const [place, twins] of rows) {
    if (twins.length > 1) found.unexpected.push(`${String(twins.length)} messages say the same: ${place}`);
    for (const row of twins) judge(row, copies.get(place) ?? [], found);
  }
  const known = new Set(evidence.messages.map(({ id }) => id));
  for (const { key, ids } of evidence.sends) {
    found.lost.push(...ids.filter((id) => !known.has(id)).map((id) => `${key}: no message ${id}`));
  }
  return found;
}

function judge(row: MessageRow, copies: readonly Copy[], found: Found): void {
  const words = describe(row, copies);
  if (row.status === 'sent' && copies.length === 0) found.lost.push(words);
  if (hasTooManyCopies(row, copies.length)) found.unexplainedDuplicates.push(words);
  if (isFalse(row, copies)) found.falseStates.push(words);
  if (!isExplainedEnd(row)) found.unexplainedEnds.push(words);
}

/** Each further copy has to be flagged, and to follow from an answer that was lost. */
function hasTooManyCopies({ possibleDuplicate, delivery, ambiguous }: MessageRow, copies: number): boolean {
  const allowed = possibleDuplicate && delivery === 'at_least_once' && ambiguous > 0 ? 2 : 1;
  return copies > allowed;
}

/** `sent` names a copy that is there; and what stands in a chat is not called anything but `sent` or `uncertain`. */
function isFalse({ status, telegramMessageId }: MessageRow, copies: readonly Copy[]): boolean {
  if (status === 'sent') return !copies.some(({ messageId }) => String(messageId) === telegramMessageId);
  return copies.length > 0 && status !== 'uncertain';
}

/** Telegram refuses nothing here, so messages end as `sent`, or as `uncertain` when their tries were used up by lost answers. */
function isExplainedEnd({ status, delivery, ambiguous }: MessageRow): boolean {
  if (status === 'uncertain') return ambiguous === (delivery === 'at_least_once' ? 2 : 1);
  return status === 'sent';
}

function findOrderBreaks({ sends, messages }: MessageEvidence, copies: ReadonlyMap<string, readonly Copy[]>): string[] {
  const rows = new Map(messages.map((row) => [row.id, row]));
  const breaks: string[] = [];
  for (const [chat, ofChat] of groupBy(sends, ({ telegramId }) => telegramId)) {
    let last: { readonly at: number; readonly key: string } = { at: 0, key: 'the beginning' };
    for (const { ids, key } of ofChat) {
      const row = rows.get(ids[0] ?? '');
      const at = row ? firstOf(copies.get(placeOf(row)) ?? []) : Infinity;
      // A worker that stood still in the middle of a call makes it when it goes on; others have called it uncertain by then.
      if (at === Infinity || row?.status === 'uncertain') continue;
      if (at < last.at) breaks.push(`chat ${chat}: ${key} arrived before ${last.key}`);
      last = { at, key };
    }
  }
  return breaks;
}

function firstOf(copies: readonly Copy[]): number {
  return Math.min(...copies.map(({ messageId }) => messageId));
}

function findIdempotencyBreaks({ sends, keys, messages }: MessageEvidence): string[] {
  const ofAccounts = new Set(messages.filter(({ accountId }) => accountId !== null).map(({ id }) => id));
  const keptUnder = groupBy(keys, ({ key }) => key);
  const breaks = sends.flatMap((send) =>
    breaksOf(
      send,
      (keptUnder.get(send.key) ?? []).map(({ messageId }) => messageId),
    ),
  );
  const withKey = new Set(keys.map(({ messageId }) => messageId));
  for (const id of ofAccounts) if (!withKey.has(id)) breaks.push(`message ${id} has no key`);
  if (keys.length !== ofAccounts.size) breaks.push(`${String(keys.length)} keys for ${String(ofAccounts.size)} messages`);
  return breaks;
}

function breaksOf({ key, ids }: Send, kept: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const named = new Set([...ids, ...kept]);
  return kept.length === 1 && named.size === 1 ? [] : [`${key}: answered ${ids.join(', ')}; kept ${kept.join(', ')}`];
}

/** No text is sent twice to a chat: those of clients are numbered, and those of the bot show a code or a person's name. */
function placeOf({ telegramId, text }: { readonly telegramId: string; readonly text: string }): string {
  return `${telegramId}: ${text}`;
}

function describe(
  { id, status, delivery, possibleDuplicate, text, ambiguous, attempt }: MessageRow,
  copies: readonly Copy[],
): string {
  const flag = possibleDuplicate ? ', flagged' : '';
  const figures = `attempt ${String(attempt)}, ${String(ambiguous)} answers lost, ${String(copies.length)} copies`;
  return `${id} (${text.split('\n').join(' | ').slice(0, 60)}): ${status}, ${delivery}${flag}, ${figures}`;
}

function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
