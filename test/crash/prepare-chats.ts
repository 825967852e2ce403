import { ApiClient } from '../support/api-client';
import { waitFor } from '../support/wait-for';
import type { Destination } from './clients';
import { hurry, register } from './first-steps';
import type { Installation } from './installation';
import type { People } from './people';

/** Chats that are paired as people do it; the others are linked in the database, which saves time. */
const PAIRED_BY_CODE = 3;
const CHATS_LIMIT_MS = 120_000;
const DELIVERY_LIMIT_MS = 30_000;

/** Everybody writes /start, and one account gets all of their chats. Nothing breaks yet. */
export async function prepareChats(installation: Installation, people: People, count: number): Promise<Destination[]> {
  const { sql, root } = installation;
  const api = new ApiClient(root);
  const accessToken = await register(api);
  for (let index = 0; index < count; index++) await meet(installation, people, index);
  await waitFor('the first answer', () => hurry(installation), CHATS_LIMIT_MS);
  await waitFor('everybody to be answered', async () => (await countSent(installation)) === count, CHATS_LIMIT_MS);
  await hurry(installation);
  const tokens = new Map<string, string>();
  for (let index = 0; index < PAIRED_BY_CODE; index++) {
    const { chatId, botToken } = await pair(api, { accessToken, code: await readCode(installation, people, index) });
    tokens.set(chatId, botToken);
  }
  await sql.rows(
    `update chats set pairing_id = gen_random_uuid(), paired_at = now(), account_id = (select id from accounts)
     where account_id is null`,
  );
  const chats = await sql.rows<{ id: string; telegramId: string }>(
    'select id, telegram_id::text as "telegramId" from chats order by telegram_id',
  );
  return chats.map(({ id, telegramId }) => ({ chatId: id, telegramId, token: tokens.get(id) ?? accessToken }));
}

/** One after the other, so that every chat is there even when updates that overtake each other get lost. */
async function meet({ telegram, bot }: Installation, people: People, index: number): Promise<void> {
  await people.start(people.person(index));
  await waitFor('an update to be delivered', () => Promise.resolve(telegram.pendingUpdates(bot) === 0), DELIVERY_LIMIT_MS);
}

async function countSent({ sql }: Installation): Promise<number> {
  const [row] = await sql.rows<{ count: number }>(`select count(*)::int from messages where status = 'sent'`);
  return row?.count ?? 0;
}

async function readCode({ bot }: Installation, people: People, index: number): Promise<string> {
  const { text } = await people.person(index).expectMessage(bot, /code is/);
  return /code is ([0-9A-Z-]+)/.exec(text)?.[1] ?? '';
}

interface Token {
  readonly chatId: string;
  readonly botToken: string;
}

async function pair(api: ApiClient, given: { accessToken: string; code: string }): Promise<Token> {
  const answer = await api.post<Token>('cabinet/bot-tokens', { code: given.code }, { token: given.accessToken });
  if (answer.status !== 201) throw new Error(`Pairing by code: ${String(answer.status)} ${answer.text}`);
  return answer.body;
}
