import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebhooksService } from '@app/bots';
import { TestChappe, type TestAccount } from '../support/chappe';
import { letterTo, tokenIn } from '../support/letters';
import { OwnedBots, type Health } from '../support/owned-bots';
import { settled } from '../support/rolls';
import { TestSmtp } from '../support/smtp';
import type { Echo } from '../support/traffic';
import { waitFor } from '../support/wait-for';

/** A certificate that no authority has signed. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBkTCCATegAwIBAgIUA6JSbt7NZzSrKI2+5cfNpBJVlDcwCgYIKoZIzj0EAwIw
HTEbMBkGA1UEAwwSY2hhcHBlLmV4YW1wbGUub3JnMCAXDTI2MTEzMDE4NTAzNloY
DzIxMjYxMTA2MTg1MDM2WjAdMRswGQYDVQQDDBJjaGFwcGUuZXhhbXBsZS5vcmcw
WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAR5liOJ4JQoxoIWtazp4lDUHrayHgcq
AILb8ls7+ZrB+xX9ZAtMFmF4nhcvireCeb48HPmhauPnltQ8hzbWaAQpo1MwUTAd
BgNVHQ4EFgQUKUrNn5yOdTpckteFY0BkWiyqRqwwHwYDVR0jBBgwFoAUKUrNn5yO
dTpckteFY0BkWiyqRqwwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBF
AiEAiujAWXNw2UFctSf9xid5tzvlfypiPSaSplltiHC8RKkCIARNNhIhHkBbvQJl
LtFJMI22OoVNIQfWx/xyly+ZeTzc
-----END CERTIFICATE-----
`;

const PORTS = 'Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443';

let chappe: TestChappe;
let smtp: TestSmtp;
let ann: TestAccount;
let bots: OwnedBots;

beforeAll(async () => {
  smtp = await TestSmtp.start();
  chappe = await TestChappe.start({ settings: { SMTP_URL: smtp.url, MAX_BOTS_PER_ACCOUNT: '20' } });
  ann = await chappe.register('ann');
  bots = new OwnedBots(chappe, ann);
});

afterAll(async () => {
  await chappe.stop();
  await smtp.stop();
});

const compare = () => chappe.app.get(WebhooksService, { strict: false }).compareAndSet();
const rowOf = async ({ id }: { id: string }) => (await chappe.sql.rows('select * from bots where id = $1', [id]))[0] ?? {};
const passMinutes = ({ id }: { id: string }) =>
  chappe.sql.rows(`update bots set trouble_since = trouble_since - interval '6 minutes' where id = $1`, [id]);

describe('a webhook that Telegram does not take', () => {
  let refusing: { clear(): void };
  let bot: Echo;

  beforeAll(async () => {
    refusing = chappe.telegram.fault({ on: { method: 'setWebhook' }, do: { error: [400, PORTS] } });
    const telegram = chappe.telegram.addBot({ username: 'refused_bot' });
    const answer = await bots.post('', { token: telegram.token, behaviour: 'echo' });
    bot = { id: answer.body.id, telegram };
    expect(answer).toMatchObject({ status: 201, body: { trouble: PORTS } });
  });

  it("is explained in Telegram's own words, by the bot, its health and its repair", async () => {
    expect((await bots.get(bot.id)).body).toMatchObject({ trouble: PORTS });
    const repaired = (await bots.post(`/${bot.id}/repair`)).body as unknown as Health;
    for (const { findings } of [await bots.health(bot.id), repaired]) {
      expect(findings).toEqual([{ code: 'webhook_refused', detail: expect.stringContaining(PORTS) as unknown }]);
    }
  });

  it('counts as told only when somebody was told: who has no verified address yet is told when there is one', async () => {
    await passMinutes(bot);
    await compare();
    expect(await rowOf(bot)).toMatchObject({ trouble: PORTS, trouble_told_at: null });
    await chappe.api.post('auth/email/verify', { token: tokenIn(await letterTo(smtp, 'ann@example.org', /ready/)) });
    await compare();
    await letterTo(smtp, 'ann@example.org', /only on ports 80, 88, 443 or 8443/);
    expect((await rowOf(bot)).trouble_told_at).toBeInstanceOf(Date);
  });

  it('is forgotten as soon as Telegram takes it', async () => {
    refusing.clear();
    await compare();
    await compare();
    expect((await bots.get(bot.id)).body).toMatchObject({ trouble: null });
    expect(await bots.health(bot.id)).toMatchObject({ healthy: true, findings: [] });
  });
});

it('a revoked token is told when there is somebody to tell', async () => {
  const bob = await chappe.register('bob');
  const others = new OwnedBots(chappe, bob);
  const bot = await others.connect();
  const fault = chappe.telegram.fault({ on: { botId: bot.telegram.id }, do: { error: [401, 'Unauthorized'] } });
  await compare();
  expect(await rowOf(bot)).toMatchObject({ paused_reason: 'token_revoked', trouble_told_at: null });
  await chappe.api.post('auth/email/verify', { token: tokenIn(await letterTo(smtp, 'bob@example.org', /ready/)) });
  await compare();
  await compare();
  await letterTo(smtp, 'bob@example.org', /no longer accepts the token/);
  const audited = `audit_entries where action = 'bot.token_revoked' and account_id = '${bob.id}'`;
  expect(await chappe.sql.count(audited)).toBe(1);
  fault.clear();
});

it('a webhook that another program has set with another secret is mended without a repair', async () => {
  const bot = await bots.connect();
  await waitFor('the webhook to be set', async () => (await bots.health(bot.id)).healthy);
  const url = String(chappe.telegram.callsOf('setWebhook', bot.telegram).at(-1)?.params.url);
  await waitFor('Telegram to take another webhook', async () => {
    const query = new URLSearchParams({ url, secret_token: 'anothers' });
    const answer = await fetch(`${chappe.telegram.apiRoot}/bot${bot.telegram.token}/setWebhook?${query.toString()}`);
    return answer.status === 200;
  });
  const person = chappe.person('unheard');
  await person.send(bot.telegram, 'can you hear me?');
  await waitFor('Telegram to be turned away, and the doctor to mend it', async () => {
    await compare();
    return person.messages(bot.telegram).some(({ text }) => text === 'can you hear me?');
  });
  await compare();
  expect(await rowOf(bot)).toMatchObject({ trouble: null });
});

describe('an installation with a certificate of its own', () => {
  it('gives it to Telegram with its address, and starts with nothing else than a certificate', async () => {
    const path = join(tmpdir(), `certificate-${String(process.pid)}.pem`);
    await writeFile(path, CERTIFICATE);
    await chappe.restart({ WEBHOOK_CERTIFICATE: path, WEBHOOK_IP_ADDRESS: '203.0.113.7' });
    const set = chappe.telegram.callsOf('setWebhook', chappe.bot).at(-1);
    expect(set?.params).toMatchObject({ ip_address: '203.0.113.7' });
    const info = await fetch(`${chappe.telegram.apiRoot}/bot${chappe.bot.token}/getWebhookInfo`).then((answer) => answer.json());
    expect(info).toMatchObject({ result: { has_custom_certificate: true } });
    const before = chappe.telegram.callsOf('setWebhook', chappe.bot).length;
    await compare();
    expect(chappe.telegram.callsOf('setWebhook', chappe.bot)).toHaveLength(before);

    await writeFile(path, `${CERTIFICATE}-----BEGIN PRIVATE KEY-----\n`);
    await expect(chappe.restart()).rejects.toThrow(/WEBHOOK_CERTIFICATE is wrong: give the path of a file/);
    await chappe.restart({ WEBHOOK_CERTIFICATE: '', WEBHOOK_IP_ADDRESS: '' });
  });
});

describe('an answer to getUpdates that is too large', () => {
  const tooLarge = (updateId: number): string =>
    `{"ok":true,"result":[{"update_id":${String(updateId)},"message":{"text":"${'x'.repeat(9 * 1_024 * 1_024)}"}}]}`;
  const limits = (bot: Echo) => chappe.telegram.callsOf('getUpdates', bot.telegram).map(({ params }) => params.limit);

  async function polled(): Promise<Echo> {
    const bot = await bots.connect({ mode: 'polling' });
    await waitFor('it to be polled', () => Promise.resolve(limits(bot).length > 0));
    return bot;
  }

  it('is asked for in smaller pieces', async () => {
    const bot = await polled();
    chappe.telegram.fault({ on: { method: 'getUpdates', botId: bot.telegram.id }, do: { http: [200, tooLarge(5)] }, times: 2 });
    const person = chappe.person('writer');
    for (let i = 0; i < 3; i++) await person.send(bot.telegram, `number ${String(i)}`);
    await person.expectMessage(bot.telegram, /number 2/);
    expect(limits(bot)).toEqual(expect.arrayContaining([100, 50, 25]));
    expect((await bots.health(bot.id)).findings).toEqual([]);
  });

  it('is skipped when a single update is too large, the health says so, and the others come', async () => {
    const bot = await polled();
    const person = chappe.person('other writer');
    chappe.telegram.fault({ on: { method: 'getUpdates', botId: bot.telegram.id }, do: { http: [200, tooLarge(5)] }, times: 7 });
    await person.send(bot.telegram, 'before it'); // what is asked for already comes through
    await waitFor('it to be skipped', async () => (await rowOf(bot)).update_skipped_at !== null);
    await person.send(bot.telegram, 'behind it');
    await person.expectMessage(bot.telegram, /behind it/);
    expect(limits(bot)).toEqual(expect.arrayContaining([100, 50, 25, 12, 6, 3, 1]));
    expect((await bots.health(bot.id)).findings).toMatchObject([{ code: 'update_skipped' }]);
    await settled(chappe);
  });
});
