import { setTimeout as pause } from 'node:timers/promises';
import type { Sql } from '../test/support/sql';
import type { BenchRun, Figure } from './harness/bench';
import { pairChats, type PairedChat } from './harness/chats';
import type { Ends } from './harness/ends';
import { drive, type LoadRequest, type LoadResult } from './harness/load';
import { interleavedPairs } from './harness/pairs';
import { openDatabase, signUp, startProduct, type Product } from './harness/product';
import { Program } from './harness/program';
import { median, percentile, spreadOf } from './harness/statistics';
import { round } from './harness/table';
import type { ReferenceChat, ReferenceReady } from './programs/accept-reference';

const CONNECTIONS = 64;
const CHATS = 10;
const TEXT = 'Order 4711 has left the house and will be with you tomorrow between nine and eleven.';
const WARM_UP_SECONDS = 3;
const REST_MS = 300;

/** Accepting messages, against two bare inserts in one transaction. */
export async function bench({ options, ends, say }: BenchRun): Promise<Figure[]> {
  const product = await startProduct(ends);
  const account = await signUp(product, 'sender');
  const chats = await pairChats(product, account, CHATS);
  const reference = await startReference(product, chats, ends);
  const measure = (root: string) => async (window: number | string, seconds: number) => {
    const result = await drive({ root, connections: CONNECTIONS, seconds, request: sending(chats, `window-${String(window)}`) });
    await pause(REST_MS);
    return result;
  };
  const [ours, theirs] = [measure(product.root), measure(reference)];
  await ours('warm-up', WARM_UP_SECONDS);
  await theirs('warm-up', WARM_UP_SECONDS);
  const pairs = await interleavedPairs(
    options.pairs,
    (pair) => ours(pair, options.seconds),
    (pair) => theirs(pair, options.seconds),
  );
  for (const { first, second } of pairs) say(`product ${wordsFor(first)}; reference ${wordsFor(second)}`);
  const [products, references] = [pairs.map(({ first }) => first), pairs.map(({ second }) => second)];
  return [
    {
      what: 'messages accepted per second, product : reference',
      figure: spreadOf(pairs.map(({ first, second }) => perSecond(first) / perSecond(second))),
      goal: { atLeast: 0.7 },
      seen: `product ${summaryOf(products)}; reference ${summaryOf(references)}`,
    },
  ];
}

/** A message with a key of its own, to each chat in turn. */
function sending(chats: readonly PairedChat[], window: string): (index: number) => LoadRequest {
  return (index) => ({
    method: 'POST',
    path: '/api/v1/messages',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${chats[index % chats.length]?.botToken ?? ''}`,
      'idempotency-key': `${window}-${String(index)}`,
    },
    body: JSON.stringify({ type: 'text', text: TEXT }),
  });
}

/** On a database with the same tables, indexes and rows that messages belong to. */
async function startReference(product: Product, paired: readonly PairedChat[], ends: Ends): Promise<string> {
  const database = await openDatabase(ends);
  for (const table of ['accounts', 'bots', 'chats', 'bot_tokens']) await copyRows(table, product.sql, database.sql);
  const chats = await database.sql.rows<ReferenceChat & { id: string }>(
    `select id as "tokenId", bot_id as "botId", chat_id as "chatId", account_id as "accountId" from bot_tokens`,
  );
  if (chats.length !== paired.length) throw new Error(`${String(chats.length)} tokens for ${String(paired.length)} chats`);
  const environment = { DATABASE_URL: database.url, CHATS: JSON.stringify(chats) };
  const { port } = await Program.startOwn({ name: 'accept-reference', environment }, ends).answer<ReferenceReady>();
  return `http://127.0.0.1:${String(port)}`;
}

async function copyRows(table: string, from: Sql, to: Sql): Promise<void> {
  const [all] = await from.rows<{ rows: string }>(`select coalesce(json_agg(t), '[]')::text as rows from ${table} as t`);
  await to.rows(`insert into ${table} overriding system value select * from json_populate_recordset(null::${table}, $1)`, [
    all?.rows,
  ]);
}

function perSecond({ statuses, seconds }: LoadResult): number {
  return (statuses['202'] ?? 0) / seconds;
}

function summaryOf(results: readonly LoadResult[]): string {
  const ms = (share: number): string => round(median(results.map(({ latenciesMs }) => percentile(latenciesMs, share))));
  const others = results.flatMap(({ statuses }) => Object.entries(statuses).filter(([status]) => status !== '202'));
  const refused = others.map(([status, count]) => `, ${status} × ${String(count)}`).join('');
  return `${round(median(results.map(perSecond)))}/s (p50 ${ms(0.5)} ms, p99 ${ms(0.99)} ms${refused})`;
}

function wordsFor(result: LoadResult): string {
  return `${round(perSecond(result))}/s`;
}
