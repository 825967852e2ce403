import type { EmulatedBot } from '@app/telegram-emulator';
import type { ApiClient } from '../support/api-client';
import { waitFor } from '../support/wait-for';
import type { Destination } from './submissions';
import { connectBots } from './connect-bots';
import { hurry } from './first-steps';
import type { Installation } from './installation';
import type { People } from './people';

/** Chats that are paired as people do it; the others are linked in the database, which saves time. */
const PAIRED_BY_CODE = 3;
const CHATS_LIMIT_MS = 120_000;
const DELIVERY_LIMIT_MS = 30_000;

/** Who sends, and to how many chats of how many bots. */
export interface Cast {
  readonly api: ApiClient;
  readonly accessToken: string;
  readonly chats: number;
  readonly bots: number;
}

/** The house bot, and bots of the account that sends. */
export async function prepareBots(
  installation: Installation,
  api: ApiClient,
  { accessToken, count }: { readonly accessToken: string; readonly count: number },
): Promise<[EmulatedBot, ...EmulatedBot[]]> {
  const profiles = Array.from({ length: count - 1 }, (_, index) => ({ username: `own_${String(index)}_bot` }));
  return [installation.bot, ...(await connectBots(installation, profiles, { api, token: accessToken, behaviour: 'house' }))];
}

/** Everybody writes /start, and one account gets all of their chats. Nothing breaks yet. */
export async function prepareChats(
  installation: Installation,
  people: People,
  { api, accessToken, chats: count, bots }: Cast,
): Promise<Destination[]> {
  const { sql } = installation;
  const ofBot = (bot: number): number[] => Array.from({ length: count }, (_, index) => index).filter((i) => i % bots === bot);
  await Promise.all(Array.from({ length: bots }, (_, bot) => meet(installation, people, ofBot(bot))));
  await waitFor('the first answer', () => hurry(installation), CHATS_LIMIT_MS);
  await waitFor('everybody to be answered', () => allSent(installation, count), CHATS_LIMIT_MS);
  const tokens = new Map<string, string>();
  for (let index = 0; index < PAIRED_BY_CODE; index++) {
    const { chatId, botToken } = await pair(api, { accessToken, code: await readCode(people, index) });
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

/** For each bot one after the other, so that every chat is there even when updates that overtake each other get lost. */
async function meet({ telegram }: Installation, people: People, indices: readonly number[]): Promise<void> {
  for (const index of indices) {
    await people.start(index);
    const isDelivered = (): Promise<boolean> => Promise.resolve(telegram.pendingUpdates(people.botOf(index)) === 0);
    await waitFor('an update to be delivered', isDelivered, DELIVERY_LIMIT_MS);
  }
}

/** Bots that come to send for the first time are hurried, too. */
async function allSent(installation: Installation, count: number): Promise<boolean> {
  await hurry(installation);
  return (await countSent(installation)) === count;
}

async function countSent({ sql }: Installation): Promise<number> {
  const [row] = await sql.rows<{ count: number }>(`select count(*)::int from messages where status = 'sent'`);
  return row?.count ?? 0;
}

async function readCode(people: People, index: number): Promise<string> {
  const { text } = await people.person(index).expectMessage(people.botOf(index), /code is/);
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
