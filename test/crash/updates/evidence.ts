import type { EmulatedBot } from '@app/telegram-emulator';
import type { Installation } from '../installation';
import type { Faults } from '../faults';
import type { Redeliveries } from '../redeliveries';
import type { Poison, Poisoner } from './poison';
import type { Stage } from './stage';
import type { Writers, Written } from './writers';

/** An update as the database has it. */
export interface UpdateRow {
  readonly id: number;
  readonly botId: number;
  readonly updateId: number;
  readonly lane: number;
  readonly status: string;
  readonly error: string | null;
}

/** Who is in a chat, by their Telegram ids. */
export interface Roll {
  readonly chat: string;
  readonly present: readonly number[];
}

/** Everything that is judged: what people did, what the emulator delivered and was told, and what the database says. */
export interface Evidence {
  readonly written: readonly Written[];
  readonly poison: readonly Poison[];
  readonly answers: ReadonlyMap<string, number>;
  /** Bot and id of every update that the emulator has delivered. */
  readonly produced: ReadonlySet<string>;
  readonly undelivered: number;
  readonly updates: readonly UpdateRow[];
  /** What bots answered, in the order in which it was written down. */
  readonly replies: readonly Written[];
  /** What arrived of that, in the order of its arrival, second copies included. */
  readonly arrived: readonly Written[];
  readonly rolls: { readonly ours: readonly Roll[]; readonly telegrams: readonly Roll[] };
  readonly chats: number;
  readonly stages: number;
  /** Who is remembered, by their Telegram ids, and who there is. */
  readonly people: { readonly ours: readonly number[]; readonly telegrams: ReadonlySet<number> };
  /** How often the database lost what need not outlive it. */
  readonly databaseStops: number;
  readonly fallen: readonly string[];
  readonly emulatorProblems: readonly string[];
}

const UPDATES = `
  select updates.id::int, bots.telegram_id::float as "botId", update_id::float as "updateId", lane::float, status, error
  from updates join bots on bots.id = updates.bot_id order by updates.id`;

const REPLIES = `
  select bots.telegram_id::float as "botId", chats.telegram_id::float as "chatId", messages.text
  from messages join chats on chats.id = messages.chat_id join bots on bots.id = messages.bot_id
  where messages.account_id is null order by messages.seq`;

const ROLLS = `
  select chats.telegram_id::text as chat, array_agg(person.telegram_id::float order by person.telegram_id)
    filter (where left_at is null and not person.is_bot) as present
  from chats join memberships on memberships.chat_id = chats.id
  join telegram_users person on person.id = memberships.telegram_user_id
  where chats.type = 'supergroup' group by chats.telegram_id order by chats.telegram_id`;

export interface Witnesses {
  readonly installation: Installation;
  readonly stages: readonly Stage[];
  readonly writers: Writers;
  readonly poisoner: Poisoner;
  readonly redeliveries: Redeliveries;
  readonly faults: Faults;
}

export async function collectEvidence(witnesses: Witnesses): Promise<Evidence> {
  const { installation, stages, writers, poisoner, redeliveries, faults } = witnesses;
  const { sql, telegram, processes } = installation;
  const bots = botsOf(stages);
  return {
    written: writers.written,
    poison: poisoner.given,
    answers: poisoner.answers,
    produced: new Set(telegram.deliveries.map(({ botId, updateId }) => nameOf({ botId, updateId }))),
    undelivered: bots.reduce((sum, bot) => sum + telegram.pendingUpdates(bot), 0),
    updates: await sql.rows<UpdateRow & Record<string, unknown>>(UPDATES),
    replies: await sql.rows<Written & Record<string, unknown>>(REPLIES),
    arrived: bots.flatMap((bot) => arrivedFrom(installation, bot)),
    rolls: { ours: await sql.rows<Roll & Record<string, unknown>>(ROLLS), telegrams: rollsOf(stages) },
    chats: await sql.count('chats'),
    stages: stages.length,
    people: { ours: await peopleIn(installation), telegrams: new Set(telegram.people().map(({ id }) => id)) },
    databaseStops: faults.done['stop-database'],
    fallen: processes.flatMap(({ fallen }) => fallen),
    emulatorProblems: [...telegram.problems, ...redeliveries.problems],
  };
}

export function nameOf({ botId, updateId }: { readonly botId: number; readonly updateId: number }): string {
  return `${String(botId)} ${String(updateId)}`;
}

export function botsOf(stages: readonly Stage[]): EmulatedBot[] {
  return [...new Map(stages.map(({ bot }) => [bot.id, bot])).values()];
}

async function peopleIn({ sql }: Installation): Promise<number[]> {
  const rows = await sql.rows<{ id: number }>('select telegram_id::float as id from telegram_users where not is_bot');
  return rows.map(({ id }) => id);
}

function arrivedFrom({ telegram }: Installation, bot: EmulatedBot): Written[] {
  const carriedOut = telegram.callsOf('sendMessage', bot).filter(({ status }) => status === 200);
  return carriedOut.map(({ params }) => ({ botId: bot.id, chatId: Number(params.chat_id), text: String(params.text) }));
}

function rollsOf(stages: readonly Stage[]): Roll[] {
  const groups = stages.filter(({ group }) => group);
  return groups.map(({ chatId, present }) => ({ chat: String(chatId), present: present.map(({ id }) => id) }));
}
