import { BotsService, WebhooksService } from '@app/bots';
import { TestChappe, type TestAccount } from '../support/chappe';
import { freePort } from '../support/free-port';
import { letterTo, tokenIn } from '../support/letters';
import { pairedPerson, type PairedPerson } from '../support/messages';
import { TestSmtp } from '../support/smtp';
import { waitFor } from '../support/wait-for';

let chappe: TestChappe;
let smtp: TestSmtp;
let admin: TestAccount;
let person: PairedPerson;

beforeAll(async () => {
  smtp = await TestSmtp.start();
  chappe = await TestChappe.start({ settings: { SMTP_URL: smtp.url } });
  admin = await chappe.register('admin');
  await chappe.register('unverified');
  await chappe.api.post('auth/email/verify', { token: tokenIn(await letterTo(smtp, 'admin@example.org', /ready/)) });
  await chappe.sql.rows(`update accounts set role = 'admin'`);
  person = await pairedPerson(chappe, admin, 'ann');
});

afterAll(async () => {
  await chappe.stop();
  await smtp.stop();
});

const compare = () => chappe.app.get(WebhooksService, { strict: false }).compareAndSet();
const bot = async () => (await chappe.sql.rows('select * from bots'))[0] ?? {};
const notices = (words: RegExp) => smtp.offered.filter(({ plain }) => words.test(plain));

describe('a revoked token', () => {
  it('is told once to those admins whose address is verified, however many messages met it, and everything waits', async () => {
    const fault = chappe.telegram.fault({ on: { method: 'sendMessage' }, do: { error: [401, 'Unauthorized'] } });
    const ids = [await person.messages.send('one'), await person.messages.send('two')];
    await waitFor('the bot to be paused', async () => (await bot()).paused_reason === 'token_revoked');
    await letterTo(smtp, 'admin@example.org', /house_bot/);
    for (const id of ids) expect(await person.messages.get(id)).toMatchObject({ status: 'queued' });
    expect(notices(/house_bot/).map(({ to }) => to)).toEqual(['admin@example.org']);
    await expect(
      chappe.sql.rows(`select actor, account_id from audit_entries where action = 'bot.token_revoked'`),
    ).resolves.toEqual([{ actor: 'chappe', account_id: null }]);
    fault.clear();
    await compare();
    for (const id of ids) expect(await person.messages.ended(id)).toMatchObject({ status: 'sent' });
  });

  it('is told once by several who find out at the same moment', async () => {
    const before = await chappe.sql.count(`mails where template = 'botRevoked'`);
    const { id } = await bot();
    const used = { id: String(id), token: chappe.bot.token };
    const bots = chappe.app.get(BotsService, { strict: false });
    await Promise.all([1, 2, 3].map(() => bots.pause(used, 'token_revoked')));
    expect(await chappe.sql.count(`mails where template = 'botRevoked'`)).toBe(before + 1);
    await compare();
    expect(await bot()).toMatchObject({ paused_reason: null });
  });

  it('is noticed also where nothing is sent: when the webhook is compared', async () => {
    const fault = chappe.telegram.fault({ on: { method: 'getWebhookInfo' }, do: { error: [401, 'Unauthorized'] } });
    await compare();
    expect(await bot()).toMatchObject({ paused_reason: 'token_revoked' });
    fault.clear();
    await compare();
    expect(await bot()).toMatchObject({ paused_reason: null });
  });
});

describe('trouble with a webhook', () => {
  const letters = () => smtp.offered.filter(({ plain }) => plain.includes('Connection refused'));
  const passMinutes = () => chappe.sql.rows(`update bots set trouble_since = trouble_since - interval '6 minutes'`);

  it('is told after five minutes, once, in Telegram’s words; when it has passed, the next trouble is told anew', async () => {
    const root = process.env.PUBLIC_URL ?? '';
    const dead = `http://127.0.0.1:${String(await freePort())}`;
    await chappe.restart({ PUBLIC_URL: dead });
    await person.person.send(chappe.bot, 'anybody there?');
    await waitFor('Telegram to notice', async () => {
      await compare();
      return (await bot()).trouble === 'Connection refused';
    });
    await compare();
    expect([letters(), (await bot()).trouble_told_at]).toEqual([[], null]);
    await passMinutes();
    await compare();
    await compare();
    await letterTo(smtp, 'admin@example.org', /Connection refused/);
    expect(letters()).toHaveLength(1);

    await chappe.restart({ PUBLIC_URL: root });
    await waitFor('the updates to come through', async () => {
      await compare();
      return (await bot()).trouble === null;
    });
    expect(await bot()).toMatchObject({ trouble_since: null, trouble_told_at: null });

    chappe.telegram.fault({ on: { method: 'setWebhook' }, do: { error: [400, 'Bad Request: bad webhook: no'] }, times: 4 });
    await chappe.sql.rows('update bots set webhook_digest = null');
    await compare();
    await passMinutes();
    await compare();
    await letterTo(smtp, 'admin@example.org', /bad webhook: no/);
  });
});
