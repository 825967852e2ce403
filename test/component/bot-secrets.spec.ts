import { BotsService, WebhookSecrets, type WebhookClaim } from '@app/bots';
import type { EmulatedBot } from '@app/telegram-emulator';
import { TestChappe } from '../support/chappe';
import { OwnedBots } from '../support/owned-bots';
import { Traffic } from '../support/traffic';
import { waitFor } from '../support/wait-for';
import { textUpdate } from '../support/webhook-door';

let chappe: TestChappe;
let bots: OwnedBots;

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { MAX_BOTS_PER_ACCOUNT: '20' } });
  bots = new OwnedBots(chappe, await chappe.register('ann'));
});

afterAll(async () => {
  await chappe.stop();
});

/** The bot with another token, as BotFather gives it: the one before is refused from now on, and the webhook is gone. */
const withNewToken = ({ id, username }: EmulatedBot, letter: string): EmulatedBot =>
  chappe.telegram.addBot({ username, token: `${String(id)}:${letter.repeat(35)}` });

const timesSet = (bot: EmulatedBot): number => chappe.telegram.ledger.find({ method: 'setWebhook', bot, status: 200 }).length;
/** What Telegram was last given for this bot. */
const webhookOf = (bot: EmulatedBot) => {
  const { url, secret_token: secret } =
    chappe.telegram.ledger.find({ method: 'setWebhook', bot, status: 200 }).at(-1)?.params ?? {};
  return { path: new URL(String(url)).pathname, secret: String(secret) };
};
const refused = (bot: EmulatedBot) =>
  chappe.telegram.deliveries.filter(({ botId, status }) => botId === bot.id && status === 401);

describe('rotation under traffic', () => {
  it('of the webhook’s secret and of the token: every text takes effect once and in order, and no delivery is refused', async () => {
    const bot = await bots.connect();
    const traffic = Traffic.begin(chappe, bot, ['ann', 'bob', 'carl', 'dora']);
    await traffic.goesOn();
    for (const letter of ['C', 'D']) {
      const before = timesSet(bot.telegram);
      expect(await bots.post(`/${bot.id}/webhook-secret`)).toMatchObject({ status: 200, body: { id: bot.id, mode: 'webhook' } });
      expect(timesSet(bot.telegram)).toBeGreaterThan(before);
      await traffic.goesOn();
      const { token } = withNewToken(bot.telegram, letter);
      expect(await bots.change(bot.id, { token })).toMatchObject({ status: 200, body: { pausedReason: null } });
      await traffic.goesOn();
    }
    const written = await traffic.end();
    expect(await traffic.repeated()).toEqual(written);
    expect(refused(bot.telegram)).toEqual([]);
  });

  it('of a bot that is polled loses nothing either', async () => {
    const bot = await bots.connect({ mode: 'polling' });
    const traffic = Traffic.begin(chappe, bot, ['eve', 'fred']);
    await traffic.goesOn();
    const { token } = withNewToken(bot.telegram, 'E');
    expect(await bots.change(bot.id, { token })).toMatchObject({ status: 200, body: { mode: 'polling' } });
    await traffic.goesOn();
    expect(await bots.post(`/${bot.id}/webhook-secret`)).toMatchObject({ status: 200, body: { mode: 'polling' } });
    await traffic.goesOn();
    const written = await traffic.end();
    expect(await traffic.repeated()).toEqual(written);
  });
});

describe('a new secret of the webhook', () => {
  it('is set once more for each who asked, and the last one stays', async () => {
    const bot = await bots.connect();
    await waitFor('the webhook to be set', () => Promise.resolve(timesSet(bot.telegram) > 0));
    const answers = await Promise.all([1, 2, 3].map(() => bots.post(`/${bot.id}/webhook-secret`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await waitFor('Telegram to have the last one', async () => (await generations(bot.id)).every((one) => one === 4), 15_000);
    const eve = chappe.person('late eve');
    await eve.send(bot.telegram, 'through');
    await eve.expectMessage(bot.telegram, 'through', { timeoutMs: 15_000 });
    expect(refused(bot.telegram)).toEqual([]);
  });

  it('that Telegram could not be given shuts out nobody, however often it is asked for', async () => {
    const bot = await bots.connect();
    await waitFor('the webhook to be set', () => Promise.resolve(timesSet(bot.telegram) > 0));
    const away = chappe.telegram.fault({ on: { method: 'setWebhook', botId: bot.telegram.id }, do: 'reset' });
    for (let times = 0; times < 3; times++) await bots.post(`/${bot.id}/webhook-secret`);
    expect(await generations(bot.id)).toEqual([4, 1]);
    const eve = chappe.person('old eve');
    await eve.send(bot.telegram, 'by the old one');
    await eve.expectMessage(bot.telegram, 'by the old one', { timeoutMs: 15_000 });
    away.clear();
    expect(refused(bot.telegram)).toEqual([]);
  });

  it('is good also where the signal of it was lost', async () => {
    const bot = await bots.connect();
    const eve = chappe.person('first eve');
    await eve.send(bot.telegram, 'remembered');
    await eve.expectMessage(bot.telegram, 'remembered', { timeoutMs: 15_000 });
    const change = 'update bots set webhook_generation = 2 where id = $1 returning webhook_key';
    const [{ webhook_key: key } = { webhook_key: '' }] = await chappe.sql.rows<{ webhook_key: string }>(change, [bot.id]);
    expect(await deliver({ webhookKey: key, generation: 2 }, textUpdate(1, eve.id, 'new'))).toMatchObject({ status: 200 });
  });

  it('leaves the one before it good, and no older one', async () => {
    const bot = await bots.connect();
    const [{ webhook_key: webhookKey } = { webhook_key: '' }] = await chappe.sql.rows<{ webhook_key: string }>(
      'select webhook_key from bots where id = $1',
      [bot.id],
    );
    for (let times = 0; times < 2; times++) await bots.post(`/${bot.id}/webhook-secret`);
    await waitFor('Telegram to have the last one', async () => (await generations(bot.id)).every((one) => one === 3), 15_000);
    const statuses = [];
    for (const generation of [0, 1, 2, 3, 4]) {
      statuses.push((await deliver({ webhookKey, generation }, textUpdate(100 + generation, 7, 'late'))).status);
    }
    expect(statuses).toEqual([401, 401, 200, 200, 401]);
  });

  it('changes the address, too: with the old one the new secret is worth nothing', async () => {
    const bot = await bots.connect();
    await waitFor('the webhook to be set', () => Promise.resolve(timesSet(bot.telegram) > 0));
    const before = webhookOf(bot.telegram);
    await bots.post(`/${bot.id}/webhook-secret`);
    const after = webhookOf(bot.telegram);
    expect(after.path).not.toBe(before.path);
    const headers = { 'x-telegram-bot-api-secret-token': after.secret };
    const { path } = before;
    expect(await chappe.api.post(path, textUpdate(1, 7, 'crossed'), { headers })).toMatchObject({ status: 401 });
  });

  /** Delivers as whoever knows this address and this secret would. */
  const deliver = (claim: WebhookClaim, update: unknown) => {
    const secrets = chappe.app.get(WebhookSecrets, { strict: false });
    const headers = { 'x-telegram-bot-api-secret-token': secrets.of(claim) };
    return chappe.api.post(`/telegram/webhook/${secrets.nameOf(claim)}`, update, { headers });
  };

  const generations = async (id: string): Promise<number[]> => {
    const [row] = await chappe.sql.rows<Record<string, number>>(
      'select webhook_generation, webhook_generation_set from bots where id = $1',
      [id],
    );
    return Object.values(row ?? {});
  };
});

it('an answer to a call with the token of before does not pause a bot that has another one', async () => {
  const bot = await bots.connect();
  const { token } = withNewToken(bot.telegram, 'F');
  expect(await bots.change(bot.id, { token })).toMatchObject({ status: 200 });
  const service = chappe.app.get(BotsService, { strict: false });
  await service.pause({ id: bot.id, token: bot.telegram.token }, 'token_revoked');
  expect((await bots.get(bot.id)).body).toMatchObject({ pausedReason: null });
  await service.pause({ id: bot.id, token }, 'token_revoked');
  expect((await bots.get(bot.id)).body).toMatchObject({ pausedReason: 'token_revoked' });
});
