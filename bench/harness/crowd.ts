import type { Product, SignedIn } from './product';

/** Who reads pages of a crowd. */
export interface Readers {
  readonly admin: SignedIn;
  /** Has the bot that has met nearly everybody. */
  readonly owner: SignedIn;
  /** Has a bot that has met a few of all those. */
  readonly newcomer: SignedIn;
}

/** For whom a crowd is planted: the bot that has met nearly everybody is the owner's, or one that is there. */
export type Hosts = Pick<Readers, 'owner' | 'newcomer'> & { readonly big?: string };

/** Whom and what pages are about. */
export const CROWD = {
  /** A chat in which most of the people are. */
  square: chatId(1),
  /** Somebody who is in as many chats as Telegram allows, or in all there are. */
  everywhere: personId(1),
} as const;

/** A chat per so many people. */
const PEOPLE_PER_CHAT = 10;

/** Telegram lets nobody into more groups and channels, and into so many only Premium users. */
const MOST_CHATS = 1_000;

/** Chats and people of the bot that came last. */
const FEW = 10;

/** Ids rise with their numbers, as those that are made one after the other do. */
const PERSON = `('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;
const CHAT = `('01900001-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;

/** Messages were accepted one a second, the last one now, and their ids say so. */
const SECONDS_AGO = '($1::int - n)';
const MILLISECONDS = `lpad(to_hex(((extract(epoch from now()) - ${SECONDS_AGO}) * 1000)::bigint), 12, '0')`;
const MESSAGE = `overlay(${MILLISECONDS} placing '-' from 9 for 0)::text || '-7000-8000-' || lpad(to_hex(n), 12, '0')`;

/** Of so many messages one failed. */
const ONE_FAILED = 1_000;

/** The id that a message of so many seconds ago has, nearly. */
export function messageId(secondsAgo: number): string {
  const time = (Date.now() - 1_000 * secondsAgo).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

export function personId(number: number): string {
  return `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

export function chatId(number: number): string {
  return `01900001-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** How many chats so many people have. */
export function chatsOf(people: number): number {
  return Math.floor(people / PEOPLE_PER_CHAT);
}

/** Puts so many people, as many memberships and a tenth of the chats into the database, past the API. */
export async function plantCrowd({ sql }: Product, people: number, { owner, newcomer, ...hosts }: Hosts): Promise<void> {
  const big = hosts.big ?? (await plantBot(sql, owner.id, 801));
  const small = await plantBot(sql, newcomer.id, 802);
  const chats = chatsOf(people);
  await sql.rows(
    `insert into telegram_users (id, telegram_id, username, first_name, language_code, created_at)
     select ${PERSON}, 10000 + n, 'person_' || n, 'Person ' || n, (array['en', 'ru', 'de'])[n % 3 + 1], now() - n % 90 * interval '1 day'
     from generate_series(1, $1::int) n`,
    [people],
  );
  await sql.rows(
    `insert into telegram_user_meetings (bot_id, telegram_user_id)
     select $2::uuid, ${PERSON} from generate_series(1, $1::int) n union all
     select $3::uuid, ${PERSON} from generate_series($1::int - ${String(FEW)}, $1::int) n union all select $3::uuid, $4::uuid`,
    [people, big, small, CROWD.everywhere],
  );
  await sql.rows(
    `insert into chats (id, bot_id, telegram_id, type, title)
     select ${CHAT}, case when n > $1::int - ${String(FEW)} then $3::uuid else $2::uuid end, -10000 - n,
       (array['group', 'supergroup', 'channel'])[n % 3 + 1], 'Chat ' || n from generate_series(1, $1::int) n`,
    [chats, big, small],
  );
  await plantMemberships(sql, people, chats);
  await plantMessages(sql, people, { chats, owner: owner.id });
  await sql.rows('vacuum analyze telegram_users, telegram_user_meetings, chats, memberships, messages');
}

/** As many messages as people, from one account to all chats but those of the newcomer, one a second. */
async function plantMessages(
  sql: Product['sql'],
  people: number,
  { chats, owner }: { chats: number; owner: string },
): Promise<void> {
  await sql.rows(
    `insert into messages (id, bot_id, chat_id, account_id, priority, method, type, text, status, settled_at, created_at)
     select (${MESSAGE})::uuid, chats.bot_id, chats.id, $3::uuid, 1, 'sendMessage', 'text', 'Order ' || n || ' has left the house',
       case when n % ${String(ONE_FAILED)} = 0 then 'failed' else 'sent' end, now(), now() - ${SECONDS_AGO} * interval '1 second'
     from generate_series(1, $1::int) n join chats on chats.id = ${CHAT.replace('to_hex(n)', `to_hex(1 + n % ($2::int - ${String(FEW + 1)}))`)}`,
    [people, chats, owner],
  );
}

/** Most of the people are in the first chat, somebody is in many, and the others are spread. */
async function plantMemberships(sql: Product['sql'], people: number, chats: number): Promise<void> {
  const inTheSquare = Math.floor(people * 0.6);
  await sql.rows(
    `insert into memberships (chat_id, bot_id, telegram_user_id, status, joined_at, as_of, as_of_update)
     select chats.id, chats.bot_id, ${PERSON}, 'member', now(), now(), n
     from generate_series(2, $2::int) n join chats on chats.id = $1`,
    [CROWD.square, inTheSquare],
  );
  await sql.rows(
    `insert into memberships (chat_id, bot_id, telegram_user_id, status, joined_at, as_of, as_of_update)
     select chats.id, chats.bot_id, $1::uuid, 'member', now(), now(), n
     from generate_series($2::int, 1, -greatest(1, $2::int / ${String(MOST_CHATS)})) n join chats on chats.id = ${CHAT}`,
    [CROWD.everywhere, chats],
  );
  await sql.rows(
    `insert into memberships (chat_id, bot_id, telegram_user_id, status, joined_at, as_of, as_of_update)
     select chats.id, chats.bot_id, ${PERSON}, 'member', now(), now(), n from generate_series($1::int + 1, $2::int) n
     join chats on chats.id = ${CHAT.replace('to_hex(n)', 'to_hex(2 + n % ($3::int - 1))')}`,
    [inTheSquare, people, chats],
  );
}

async function plantBot(sql: Product['sql'], ownerId: string, telegramId: number): Promise<string> {
  const [bot] = await sql.rows<{ id: string }>(
    `insert into bots (id, owner_id, telegram_id, username, token_sealed, webhook_key, active)
     values (gen_random_uuid(), $1, $2, $3, 'none', $3, false) returning id`,
    [ownerId, telegramId, `bot_${String(telegramId)}`],
  );
  if (!bot) throw new Error('The bot could not be planted.');
  return bot.id;
}
