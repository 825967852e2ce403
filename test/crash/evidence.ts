import type { EmulatedBot, LedgerEntry } from '@app/telegram-emulator';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { tellsOfWrongFigures, unbalancedBooks } from './books';
import type { Clients } from './clients';
import type { Send } from './submissions';
import { changedEnds } from './ends';
import type { Installation } from './installation';
import type { People } from './people';
import type { Redeliveries } from './redeliveries';

/** A message as the database has it at the end. */
export interface MessageRow {
  readonly id: string;
  readonly chat: string;
  readonly telegramId: string;
  readonly accountId: string | null;
  readonly method: string;
  /** As it should arrive, with its heading. */
  readonly text: string;
  readonly status: string;
  readonly delivery: string;
  readonly attempt: number;
  readonly possibleDuplicate: boolean;
  readonly telegramMessageId: string | null;
  /** Attempts whose answer was lost. */
  readonly ambiguous: number;
}

/** A copy of a message that stands in a chat. */
export interface Copy {
  readonly telegramId: string;
  readonly text: string;
  readonly messageId: number;
}

/** Everything that is judged, from three witnesses: the emulator's ledger, the answers of the API, and the database. */
export interface Evidence {
  readonly sends: readonly Send[];
  readonly answers: ReadonlyMap<string, number>;
  readonly copies: readonly Copy[];
  readonly messages: readonly MessageRow[];
  readonly keys: readonly { readonly key: string; readonly messageId: string }[];
  /** Updates by their bot and their id, as those are that the emulator has produced. */
  readonly updates: readonly { readonly name: string; readonly status: string }[];
  readonly produced: ReadonlySet<string>;
  readonly undelivered: number;
  readonly starts: ReadonlyMap<string, number>;
  readonly lanes: readonly { readonly chat: string; readonly open: number; readonly busy: boolean }[];
  /** Messages that changed after their end. */
  readonly changedEnds: readonly string[];
  readonly fallen: readonly string[];
  readonly emulatorProblems: readonly string[];
  /** Accounts whose books do not say what is there. */
  readonly unbalanced: readonly string[];
  /** Lines of the processes' logs that tell of wrong figures. */
  readonly mended: readonly string[];
}

const MESSAGES = `
  select m.id, m.chat_id as chat, c.telegram_id::text as "telegramId", m.account_id as "accountId", m.method,
    coalesce(m.heading || E'\\n', '') || coalesce(m.text, '') as text, m.status, m.delivery, m.attempt,
    m.possible_duplicate as "possibleDuplicate", m.telegram_message_ids[1]::text as "telegramMessageId",
    (select count(*)::int from attempts a where a.message_id = m.id and a.outcome = 'ambiguous') as ambiguous
  from messages m join chats c on c.id = m.chat_id order by m.seq`;

const UPDATES = `
  select bots.telegram_id || ' ' || update_id as name, status from updates join bots on bots.id = updates.bot_id`;

/** A bot's answer with a pairing code in it is sealed; it is judged by what was said. */
const SEALED = 'sealed:';

/** All messages with their texts in the open. An answer that cannot be opened fails the trial. */
export async function messagesOf({ sql, sealer }: Installation): Promise<MessageRow[]> {
  const rows = await sql.rows<MessageRow & Record<string, unknown>>(MESSAGES);
  return rows.map((row) => {
    const { id, accountId, text } = row;
    if (accountId !== null || !text.startsWith(SEALED)) return row;
    return { ...row, text: sealer.open(text.slice(SEALED.length), { table: 'messages', column: 'text', rowId: id }) };
  });
}

export interface Witnesses {
  readonly installation: Installation;
  readonly bots: readonly EmulatedBot[];
  readonly clients: Clients;
  readonly people: People;
  readonly redeliveries: Redeliveries;
  readonly logs: string;
}

/** Hears all witnesses when everything has come to rest. */
export async function collectEvidence(witnesses: Witnesses): Promise<Evidence> {
  const { installation, bots, clients, people, redeliveries, logs } = witnesses;
  const { sql, telegram, processes } = installation;
  return {
    sends: clients.sends,
    answers: clients.answers,
    copies: telegram.callsOf('sendMessage').flatMap(copyOf),
    messages: await messagesOf(installation),
    keys: await sql.rows('select key, message_id as "messageId" from idempotency_keys'),
    updates: await sql.rows(UPDATES),
    produced: new Set(telegram.deliveries.map(({ botId, updateId }) => `${String(botId)} ${String(updateId)}`)),
    undelivered: bots.reduce((sum, bot) => sum + telegram.pendingUpdates(bot), 0),
    starts: people.starts,
    lanes: await sql.rows('select chat_id as chat, open, message_id is not null as busy from lanes'),
    changedEnds: await changedEnds(installation),
    fallen: processes.flatMap(({ fallen }) => fallen),
    emulatorProblems: [...telegram.problems, ...redeliveries.problems],
    unbalanced: await unbalancedBooks(sql),
    mended: (await linesOf(logs)).filter(tellsOfWrongFigures),
  };
}

/** Everything that the processes have written. */
export async function linesOf(logs: string): Promise<string[]> {
  const files = (await readdir(logs)).filter((name) => name.endsWith('.log')).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(logs, name), 'utf8')));
  return texts.flatMap((text) => text.split('\n')).filter((line) => line !== '');
}

/** A call leaves a copy when it was carried out, whether or not its answer arrived. */
export function copyOf({ params, status, answer }: LedgerEntry): Copy[] {
  const { ok, result } = (answer ?? {}) as { ok?: boolean; result?: { message_id?: number } };
  if (status !== 200 || ok !== true || result?.message_id === undefined) return [];
  return [{ telegramId: String(params.chat_id), text: String(params.text), messageId: result.message_id }];
}
