import { Logger } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestChappe } from '../support/chappe';
import { freePort } from '../support/free-port';
import { TestSmtp } from '../support/smtp';
import { waitFor } from '../support/wait-for';
import { walkThroughAccounts } from './secrets/account-walk';
import { Probe } from './secrets/probe';
import { loseTheDatabase, walkThroughSending } from './secrets/sending-walk';

const CHOSEN = {
  password: 'canary-password-9f2c',
  wrongPassword: 'canary-wrong-password-77',
  newPassword: 'canary-new-password-4d',
  wrongCurrentPassword: 'canary-wrong-current-password-08',
  resetPassword: 'canary-reset-password-6b',
  passwordByAdmin: 'canary-password-by-admin-e1',
  smtpPassword: 'canary-smtp-password-31',
  metricsToken: 'canary-metrics-token-55',
};

const probe = new Probe();
const { canaries } = probe;
let smtp: TestSmtp;

beforeAll(async () => {
  probe.listen();
  canaries.add(CHOSEN);
  smtp = await TestSmtp.start();
  const SMTP_URL = `smtp://user:${CHOSEN.smtpPassword}@127.0.0.1:${String(await freePort())}`;
  const settings = { LOG_LEVEL: 'trace', SMTP_URL, METRICS_TOKEN: CHOSEN.metricsToken };
  probe.chappe = await TestChappe.start({ settings });
  const { JWT_SECRET = '', ENCRYPTION_KEYS = '', DATABASE_URL = '' } = process.env;
  canaries.add({ jwtSecret: JWT_SECRET, encryptionKey: ENCRYPTION_KEYS.slice(3), botToken: probe.chappe.bot.token });
  const databasePassword = new URL(DATABASE_URL).password;
  if (databasePassword !== '') canaries.add({ databasePassword });
  await probe.watchJobs();
  await walkThroughSending(probe);
  const failed = 'select 1 from mails where error is not null';
  await waitFor('a mail to fail', async () => (await probe.chappe.sql.rows(failed)).length > 0);
  await probe.chappe.restart({ SMTP_URL: smtp.url });
  await walkThroughAccounts(probe, smtp);
  logByMistake();
  await loseTheDatabase(probe);
}, 90_000);

afterAll(async () => {
  await probe.chappe.stop();
  await smtp.stop();
  jest.restoreAllMocks();
});

/** What somebody may write one day: whole requests, addresses and errors. */
function logByMistake(): void {
  const secret = (name: string) => canaries.get(name);
  const url = `https://api.telegram.org/bot${secret('botToken')}/sendMessage`;
  const body = {
    ...{ password: secret('newPassword'), currentPassword: secret('password'), refreshToken: secret('refreshToken') },
    ...{
      token: secret('verifyToken'),
      text: `${secret('accessToken')} ${secret('sendKey')} ${secret('tokenToReset newPassword')}`,
    },
  };
  const headers = { authorization: `Bearer ${secret('metricsToken')}`, cookie: `chappe_session=${secret('cookie')}` };
  new Logger('Mistake').warn({ url, body, headers, err: new Error(`fetch ${url} failed`) }, 'a mistake');
  new Logger('Mistake').error(`smtp://user:${secret('smtpPassword')}@mail.example.org does not answer`);
  new Logger('Mistake').error(`${secret('cookie')} is not ${secret('verifyTokenOfNewAddress')}`);
}

it('finds what it looks for', () => {
  expect(canaries.names.length).toBeGreaterThan(25);
  expect(canaries.in(`..${CHOSEN.password}..`)).toEqual(['password']);
});

it('no log line holds a secret, however much is logged', () => {
  expect(probe.written.split('\n').length).toBeGreaterThan(100);
  expect(probe.written).toMatch(/a mistake/);
  for (const path of ['auth/token', 'auth/session', 'auth/password/reset', 'account/password']) {
    expect(probe.written).toContain(`"path":"/api/v1/${path}"`);
  }
  expect(canaries.lines(probe.written)).toEqual([]);
});

it('no answer that refuses something repeats a secret', () => {
  expect(probe.refused).toMatch(/messaging\.answer_lost/);
  for (const code of ['wrong_login', 'wrong_password', 'link_expired', 'cross_site', 'refresh_token_refused', 'session_ended']) {
    expect(probe.refused).toContain(`"auth.${code}"`);
  }
  expect(canaries.lines(probe.refused)).toEqual([]);
});

it('no answer that only shows something shows a secret', () => {
  expect(probe.shown).toMatch(/"template":"resetPassword"/);
  expect(canaries.lines(probe.shown)).toEqual([]);
});

it('no job holds a secret, nor a text', async () => {
  const jobs = await probe.chappe.sql.rows<{ line: string }>('select line from seen_jobs');
  const all = jobs.map(({ line }) => line).join('\n');
  expect(all).toMatch(/mailId/);
  expect(canaries.in(all)).toEqual([]);
  expect(all).not.toMatch(/@example\.org|"three"/);
});

it('no figure holds a secret, and no example in the documentation looks like one', async () => {
  const figures = await probe.api.get('/metrics', { token: CHOSEN.metricsToken });
  const documentation = await probe.api.get('/openapi.json');
  expect([figures.text, documentation.text].map((text) => text.length > 1_000)).toEqual([true, true]);
  expect(canaries.lines(`${figures.text}\n${documentation.text}`)).toEqual([]);
  // What stands in comments is only in the document that the build writes.
  expect(documentation.text + readFileSync(join(__dirname, '../../libs/sdk/openapi.json'), 'utf8')).not.toMatch(
    /\bch[a-z]_[\w-]{20}|\beyJ[\w-]{10}|\d{6,}:[\w-]{30}|\$argon2|[\w+/]{43}=/,
  );
});

it('no table holds a password, a token or a key that could be used', async () => {
  const { sql } = probe.chappe;
  const waiting = `select 1 from mails where status = 'queued' and letter_sealed is not null and template = 'resetPassword'`;
  expect((await sql.rows(waiting)).length).toBeGreaterThan(0);
  const tables = await sql.rows<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_name <> 'updates'`,
  );
  const shortLived = ['pairingCode', 'pairingCodeTyped']; // the bot's own answer shows it, for ten minutes
  for (const { name } of tables) {
    const rows = await sql.rows<{ line: string }>(`select row_to_json(t)::text as line from "${name}" t`);
    const all = rows.map(({ line }) => line).join('\n');
    expect([name, canaries.in(all).filter((canary) => !shortLived.includes(canary))]).toEqual([name, []]);
  }
});
