import { newId } from '@app/platform';
import type { PlantedBot } from './planted-bots';
import type { Product } from './product';

/** A private chat of a person with a bot. */
export interface PlantedChat {
  readonly id: string;
  readonly botId: string;
  readonly telegramId: number;
}

/** What waits in chats: so many messages in each, of one account. */
export interface PlantedLines {
  readonly chats: readonly PlantedChat[];
  readonly messages: number;
  /** The bots' owner, if not given. */
  readonly accountId?: string;
  /** Seconds between two messages to a chat, and how far it may run ahead of that. As Telegram wants it, if not given. */
  readonly pace?: Pace;
}

interface Pace {
  readonly seconds: number;
  readonly slack: number;
}

/** As the product paces private chats. */
const TELEGRAM_PACE: Pace = { seconds: 1, slack: 2 };

/** No pace at all: what a bench of the sending itself needs. */
export const UNPACED: Pace = { seconds: 0, slack: 0 };

/** More than any bot can send. */
const UNLIMITED_PER_SECOND = 1_000_000;

export const TEXT = 'Order 4711 has left the house and will be with you tomorrow between nine and eleven.';

/** So many people write to each bot, and are in the database as if they had written to the product as well. */
export async function plantChats(
  { sql, telegram }: Product,
  bots: readonly PlantedBot[],
  perBot: number,
): Promise<PlantedChat[]> {
  const chats: PlantedChat[] = [];
  for (let index = 0; index < perBot; index++) {
    const person = telegram.person(`person-${String(index)}`);
    for (const bot of bots) {
      await person.send(bot.telegramId, '/start');
      chats.push({ id: newId(), botId: bot.id, telegramId: person.id });
    }
  }
  await sql.rows(
    `insert into chats (id, bot_id, telegram_id, type, title)
     select id, bot_id, telegram_id, 'private', 'Person' from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as t (id, bot_id, telegram_id)`,
    [chats.map(({ id }) => id), chats.map(({ botId }) => botId), chats.map(({ telegramId }) => telegramId)],
  );
  await sql.rows('vacuum analyze chats');
  return chats;
}

/** Nothing is sent for these bots until they are released. */
export async function holdBots({ sql }: Product, bots: readonly PlantedBot[], rate: 'telegram' | 'unlimited'): Promise<void> {
  await sql.rows(
    `insert into budgets (bot_id, held_until, per_second) select bot_id, 'infinity', $2 from unnest($1::uuid[]) as t (bot_id)
     on conflict (bot_id) do update set held_until = 'infinity'`,
    [bots.map(({ id }) => id), rate === 'unlimited' ? UNLIMITED_PER_SECOND : 30],
  );
}

/** From now on they send. */
export async function releaseBots({ sql }: Product, bots: readonly PlantedBot[]): Promise<void> {
  await sql.rows('update budgets set held_until = now() where bot_id = any($1)', [bots.map(({ id }) => id)]);
}

/** Puts messages in line past the API, one after the other to each chat in turn. */
export async function plantLines({ sql }: Product, lines: PlantedLines): Promise<void> {
  const { chats, messages, accountId = null, pace = TELEGRAM_PACE } = lines;
  const ids = Array.from({ length: chats.length * messages }, () => newId());
  await sql.rows(
    `with chat as (
       select t.*, coalesce($4::uuid, bots.owner_id) as account_id
       from unnest($1::uuid[], $2::uuid[]) with ordinality as t (id, bot_id, place) join bots on bots.id = t.bot_id),
     lane as (
       insert into lanes (chat_id, bot_id, open, priority, share, pace_seconds, slack_seconds)
       select id, bot_id, $3, 1, account_id, $5, $6 from chat order by id
       on conflict (chat_id) do update set open = lanes.open + excluded.open, share = excluded.share, priority = 1)
     insert into messages (id, bot_id, chat_id, account_id, priority, method, type, text)
     select message.id, bot_id, chat.id, account_id, 1, 'sendMessage', 'text', $7
     from unnest($8::uuid[]) with ordinality as message (id, n) join chat on chat.place = (n - 1) % $9 + 1 order by n`,
    [
      chats.map(({ id }) => id),
      chats.map(({ botId }) => botId),
      messages,
      accountId,
      pace.seconds,
      pace.slack,
      TEXT,
      ids,
      chats.length,
    ],
  );
  await comeToRest(sql);
}

/** Nothing waits in these chats any more. */
export async function cancelLines({ sql }: Product, chats: readonly PlantedChat[]): Promise<void> {
  await sql.rows(
    `with lane as materialized (select chat_id from lanes where chat_id = any($1::uuid[]) order by chat_id for update),
     ended as (
       update messages set status = 'cancelled', settled_at = now() from lane
       where messages.chat_id = lane.chat_id and status = 'queued' returning messages.chat_id),
     counted as (select chat_id, count(*) from ended group by chat_id)
     update lanes set open = open - counted.count from counted where lanes.chat_id = counted.chat_id`,
    [chats.map(({ id }) => id)],
  );
  await comeToRest(sql);
}

/** What was planted is on the disk, and the planner knows of it: neither shall disturb what is measured next. */
async function comeToRest(sql: Product['sql']): Promise<void> {
  await sql.rows('vacuum analyze messages, lanes, budgets');
  await sql.rows('checkpoint');
}
