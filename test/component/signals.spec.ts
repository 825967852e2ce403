import { Logger } from '@nestjs/common';
import type { Database } from '@app/platform';
import { Signals } from '../../libs/platform/src/signals/signals';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { Sql } from '../support/sql';
import { TcpProxy } from '../support/tcp-proxy';
import { waitFor } from '../support/wait-for';

let database: TestDatabase;
let proxy: TcpProxy;
let sql: Sql;
let signals: Signals;

beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await createTestDatabase();
  const url = new URL(database.url);
  proxy = await TcpProxy.start(Number(url.port));
  url.port = String(proxy.port);
  sql = new Sql(database.url);
  const db = { run: (text: string, parameters: readonly unknown[]) => sql.rows(text, parameters) };
  signals = new Signals({ url: url.toString() }, db as unknown as Database);
  await signals.onModuleInit();
});

afterAll(async () => {
  await signals.onApplicationShutdown();
  await proxy.refuse();
  await sql.close();
  await database.drop();
});

const listeners = () =>
  sql.rows(`select 1 from pg_stat_activity where datname = current_database() and application_name = 'chappe signals'`);

it('reach everybody who listens to their topic, with all that was said', async () => {
  const heard: string[] = [];
  const stop = signals.on('bots', (payload) => heard.push(payload));
  await signals.send('other', 'not for us');
  await signals.send('bots', 'one and two');
  await waitFor('the signal', () => Promise.resolve(heard.length === 1));
  stop();
  expect(heard).toEqual(['one and two']);
});

it('after an outage listen again with one connection, tried once a second, and tell that something may have been missed', async () => {
  let missed = 0;
  signals.onReconnect(() => missed++);
  const before = proxy.connections;
  proxy.break();
  const startedAt = performance.now();
  await waitFor('three vain tries', () => Promise.resolve(proxy.connections >= before + 3));
  expect(performance.now() - startedAt).toBeGreaterThan(2_500);
  proxy.broken = false;
  await waitFor('the connection', () => Promise.resolve(missed > 0));

  const heard: string[] = [];
  signals.on('bots', (payload) => heard.push(payload));
  await signals.send('bots', 'again');
  await waitFor('the signal', () => Promise.resolve(heard.length > 0));
  await signals.send('bots', 'last');
  await waitFor('the last signal', () => Promise.resolve(heard.includes('last')));
  expect([heard, missed, (await listeners()).length]).toEqual([['again', 'last'], 1, 1]);
});
