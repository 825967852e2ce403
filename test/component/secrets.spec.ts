import { Logger } from '@nestjs/common';
import { TestChappe } from '../support/chappe';
import type { Answer } from '../support/api-client';
import { withAdmin } from '../support/database';
import { freePort } from '../support/free-port';
import { Messages } from '../support/messages';
import { waitFor } from '../support/wait-for';
import { WebhookDoor } from '../support/webhook-door';

const PASSWORD = 'canary-password-9f2c';
const WRONG_PASSWORD = 'canary-wrong-password-77';
const SMTP_PASSWORD = 'canary-smtp-password-31';
const METRICS_TOKEN = 'canary-metrics-token-55';

let chappe: TestChappe;
let written: string;
let refused: string;
const canaries: Record<string, string> = { PASSWORD, WRONG_PASSWORD, SMTP_PASSWORD, METRICS_TOKEN };

beforeAll(async () => {
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    written += String(chunk);
    return true;
  });
  written = '';
  refused = '';
  const SMTP_URL = `smtp://user:${SMTP_PASSWORD}@127.0.0.1:${String(await freePort())}`;
  chappe = await TestChappe.start({ settings: { LOG_LEVEL: 'trace', SMTP_URL, METRICS_TOKEN } });
  const { JWT_SECRET = '', ENCRYPTION_KEYS = '', DATABASE_URL = '' } = process.env;
  const databasePassword = new URL(DATABASE_URL).password;
  Object.assign(canaries, { JWT_SECRET, encryptionKey: ENCRYPTION_KEYS.slice(3), botToken: chappe.bot.token });
  if (databasePassword !== '') canaries.databasePassword = databasePassword;
  await watchJobs();
  await walk();
});

afterAll(async () => {
  await chappe.stop();
  jest.restoreAllMocks();
});

/** Remembers every row that the queues ever write. */
async function watchJobs(): Promise<void> {
  await chappe.sql.rows('create table seen_jobs (line text)');
  await chappe.sql.rows(`create function see_job() returns trigger language plpgsql as $$
    begin insert into public.seen_jobs values (row_to_json(new)::text); return new; end $$`);
  const tables = await chappe.sql.rows<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'bullmq' and table_type = 'BASE TABLE'`,
  );
  for (const { name } of tables) {
    await chappe.sql.rows(
      `create trigger see_job after insert or update on bullmq."${name}" for each row execute function public.see_job()`,
    );
  }
}

/** Keeps what was said to a request that was refused. */
function note(answer: Answer): Answer {
  if (answer.status >= 400) refused += `${answer.text}\n${JSON.stringify([...answer.headers])}\n`;
  return answer;
}

async function walk(): Promise<void> {
  const { api } = chappe;
  const body = { username: 'ann', email: 'ann@example.org', password: PASSWORD, name: 'ann' };
  const { accessToken, refreshToken } = (await api.post<{ accessToken: string; refreshToken: string }>('auth/register', body))
    .body;
  const ann = { id: '', name: 'ann', accessToken, refreshToken };
  note(await api.post('auth/register', body));
  note(await api.post('auth/token', { login: 'ann', password: WRONG_PASSWORD }));
  note(await api.post('auth/token', { login: 'ann', password: [WRONG_PASSWORD] }));
  note(await api.post('auth/token', undefined, { raw: `{"password":"${PASSWORD}"` }));

  const code = await chappe.readCode(chappe.person('coded'));
  note(await api.post(`cabinet/bot-tokens?code=${code}`, { code: [code] }, { token: accessToken }));
  const created = await api.post<{ botToken: string }>('cabinet/bot-tokens', { code }, { token: accessToken });
  note(await api.post('cabinet/bot-tokens', { code }, { token: accessToken }));
  const sendKey = created.body.botToken;
  const { secret } = await WebhookDoor.of(chappe);
  Object.assign(canaries, { accessToken, refreshToken, sendKey, webhookSecret: secret });
  Object.assign(canaries, { pairingCode: code, pairingCodeTyped: code.replace('-', '') });

  await sendThroughTrouble(new Messages(api, sendKey));
  await strangers(secret);
  const second = (await api.post('auth/token/refresh', { refreshToken })).body;
  Object.assign(canaries, { secondAccessToken: String(second.accessToken), secondRefreshToken: String(second.refreshToken) });
  await chappe.sql.rows(`update sessions set rotated_at = now() - interval '1 minute'`);
  note(await api.post('auth/token/refresh', { refreshToken }));
  note(await api.post('auth/logout', undefined, { token: ann.accessToken }));
  await waitFor('a mail to fail', async () => (await chappe.sql.rows('select 1 from mails where error is not null'))[0]);
  logByMistake();
  await loseTheDatabase(sendKey);
}

/** What somebody may write one day: whole requests, addresses and errors. */
function logByMistake(): void {
  const { accessToken = '', sendKey = '', refreshToken = '', botToken = '' } = canaries;
  const url = `https://api.telegram.org/bot${botToken}/sendMessage`;
  const body = { password: PASSWORD, refreshToken, text: `${accessToken} ${sendKey}` };
  new Logger('Mistake').warn(
    { url, body, headers: { authorization: `Bearer ${METRICS_TOKEN}` }, err: new Error(`fetch ${url} failed`) },
    'a mistake',
  );
  new Logger('Mistake').error(`smtp://user:${SMTP_PASSWORD}@mail.example.org does not answer`);
}

async function sendThroughTrouble(messages: Messages): Promise<void> {
  const on = { method: 'sendMessage' };
  const { botToken } = canaries;
  chappe.telegram.fault({ on, do: { error: [400, 'Bad Request: CHAT_RESTRICTED'] }, times: 1 });
  chappe.telegram.fault({ on, do: 'reset', times: 1 });
  chappe.telegram.fault({ on, do: { http: [502, `<html>/bot${botToken ?? ''}/</html>`] }, times: 1 });
  const ids: string[] = [];
  for (const text of ['one', 'two', 'three']) ids.push(await messages.send(text, { delivery: 'at_most_once' }));
  for (const id of ids) refused += JSON.stringify(await messages.ended(id));
}

/** Those who have a secret for something else, or almost one. */
async function strangers(secret: string): Promise<void> {
  const { accessToken = '', sendKey = '', botToken = '' } = canaries;
  for (const token of [`${accessToken}x`, `${sendKey}x`, botToken, METRICS_TOKEN]) {
    note(await chappe.api.post('messages', { type: 'text', text: 5, token }, { token }));
    note(await chappe.api.get(`account?token=${encodeURIComponent(token)}`, { token: `${token}x` }));
    note(await chappe.api.get(`/metrics?token=${encodeURIComponent(token)}`));
  }
  const door = await WebhookDoor.of(chappe);
  note(await door.post({ nothing: botToken }));
  note(await door.post({ update_id: 1 }, { 'x-telegram-bot-api-secret-token': `${secret}x` }));
  await door.post({ update_id: 2, message: { text: secret, chat: 7, from: { id: 'x' }, entities: 5 } });
  await chappe.sql.rows(`update updates set next_try_at = now()`);
}

async function loseTheDatabase(sendKey: string): Promise<void> {
  const { CHAPPE_TEST_ADMIN_URL = '', DATABASE_URL = '' } = process.env;
  const name = new URL(DATABASE_URL).pathname.slice(1);
  const admin = (sql: string) => withAdmin(CHAPPE_TEST_ADMIN_URL, null, (client) => client.query(sql));
  await admin(`alter database ${name} allow_connections false`);
  await admin(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  note(await new Messages(chappe.api, sendKey).post({ text: 'nowhere to go' }));
  await admin(`alter database ${name} allow_connections true`);
  await waitFor('the database', async () => (await chappe.api.get('/health/ready')).status === 200);
}

/** Names of the canaries that a text holds. */
const found = (text: string): string[] =>
  Object.keys(canaries).filter((name) => text.includes(canaries[name] ?? 'a canary without a text'));

it('finds what it looks for', () => {
  expect(Object.values(canaries).every((canary) => canary.length >= 8)).toBe(true);
  expect(found(`..${PASSWORD}..`)).toEqual(['PASSWORD']);
});

it('no log line holds a secret, however much is logged', () => {
  expect(written.split('\n').length).toBeGreaterThan(50);
  expect(written).toMatch(/a mistake/);
  expect(written).toMatch(/"path":"\/api\/v1\/auth\/token"/);
  expect(
    written
      .split('\n')
      .filter((line) => found(line).length > 0)
      .map((line) => [found(line), line.slice(0, 500)]),
  ).toEqual([]);
});

it('no answer that refuses something repeats a secret', () => {
  expect(refused).toMatch(/messaging\.answer_lost/);
  expect(
    refused
      .split('\n')
      .filter((line) => found(line).length > 0)
      .map((line) => [found(line), line.slice(0, 500)]),
  ).toEqual([]);
});

it('no job holds a secret, nor a text', async () => {
  const jobs = await chappe.sql.rows<{ line: string }>('select line from seen_jobs');
  const all = jobs.map(({ line }) => line).join('\n');
  expect(all).toMatch(/mailId/);
  expect(found(all)).toEqual([]);
  expect(all).not.toMatch(/ann@example\.org|"three"/);
});

it('no table holds a password, a token or a key that could be used', async () => {
  const tables = await chappe.sql.rows<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_name <> 'updates'`,
  );
  const shortLived = ['pairingCode', 'pairingCodeTyped']; // the bot's own answer shows it, for ten minutes
  for (const { name } of tables) {
    const rows = await chappe.sql.rows<{ line: string }>(`select row_to_json(t)::text as line from "${name}" t`);
    const all = rows.map(({ line }) => line).join('\n');
    expect([name, found(all).filter((canary) => !shortLived.includes(canary))]).toEqual([name, []]);
  }
});
