import { TestChappe } from '../support/chappe';
import { OwnedBots } from '../support/owned-bots';
import { Traffic } from '../support/traffic';
import { waitFor } from '../support/wait-for';

let chappe: TestChappe;
let bots: OwnedBots;

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { MAX_BOTS_PER_ACCOUNT: '20' } });
  bots = new OwnedBots(chappe, await chappe.register('ann'));
});

afterAll(async () => {
  await chappe.stop();
});

const webhookOf = (bot: { id: number }) => chappe.telegram.conditionOf(bot).webhookUrl;

describe('the mode of a bot', () => {
  it('is switched back and forth under traffic: every text takes effect once, in the order of its chat', async () => {
    const bot = await bots.connect();
    // Deliveries that last are under way when the webhook is taken away.
    const botId = bot.telegram.id;
    const slow = chappe.telegram.fault({ on: { update: 'any', botId }, do: { slowBody: 80 } });
    const traffic = Traffic.begin(chappe, bot, ['ann', 'bob', 'carl', 'dora', 'eve']);
    await traffic.goesOn();
    for (const mode of ['polling', 'webhook', 'polling', 'webhook', 'polling']) {
      const answer = await bots.change(bot.id, { mode });
      expect(answer).toMatchObject({ status: 200, body: { mode, wantedMode: mode } });
      expect(webhookOf(bot.telegram) === null).toBe(mode === 'polling');
      await traffic.goesOn();
    }
    const written = await traffic.end();
    slow.clear();
    expect(await traffic.repeated()).toEqual(written);
    expect(chappe.telegram.callsOf('getUpdates', bot.telegram).length).toBeGreaterThan(2);
    expect(chappe.telegram.deliveries.some(({ botId }) => botId === bot.telegram.id)).toBe(true);
  });

  it('is what its owner wants from the beginning, and the installation’s when nothing is wanted', async () => {
    const bot = await bots.connect({ mode: 'polling' });
    const eve = chappe.person('early eve');
    await eve.send(bot.telegram, 'hello');
    await eve.expectMessage(bot.telegram, 'hello', { timeoutMs: 15_000 });
    expect([(await bots.get(bot.id)).body.mode, webhookOf(bot.telegram)]).toEqual(['polling', null]);
    expect(await bots.change(bot.id, { mode: null })).toMatchObject({ body: { mode: 'webhook', wantedMode: null } });
    expect(await bots.change(bot.id, { mode: 'pigeon' })).toMatchObject({ status: 400 });
  });

  it('is followed later when Telegram cannot be told at once', async () => {
    const bot = await bots.connect();
    await waitFor('the webhook to be set', () => Promise.resolve(webhookOf(bot.telegram)));
    const away = chappe.telegram.fault({ on: { method: 'deleteWebhook', botId: bot.telegram.id }, do: 'reset' });
    expect(await bots.change(bot.id, { mode: 'polling' })).toMatchObject({
      status: 200,
      body: { mode: 'webhook', wantedMode: 'polling' },
    });
    expect((await bots.health(bot.id)).findings).toMatchObject([{ code: 'webhook_differs' }]);
    away.clear();
    await chappe.sql.rows('update bots set care_due_at = now() where id = $1', [bot.id]);
    await waitFor('the mode to be followed', async () => (await bots.get(bot.id)).body.mode === 'polling');
    expect(webhookOf(bot.telegram)).toBeNull();
  });
});

describe('a bot that is polled', () => {
  it('is asked for by nobody any more when switching it off is answered, and again when it is switched on', async () => {
    const bot = await bots.connect({ mode: 'polling' });
    const eve = chappe.person('quiet eve');
    await eve.send(bot.telegram, 'first');
    await eve.expectMessage(bot.telegram, 'first', { timeoutMs: 15_000 });
    expect(await bots.change(bot.id, { active: false })).toMatchObject({ status: 200, body: { active: false } });
    const asked = chappe.telegram.callsOf('getUpdates', bot.telegram).length;
    await eve.send(bot.telegram, 'second');
    await chappe.readCode(chappe.person('other')); // meanwhile others are answered
    await waitFor('a look for bots to poll', async () => {
      await chappe.sql.rows(`select pg_notify('chappe', 'bots ' || $1)`, [bot.id]);
      return (await chappe.sql.count(`leases where name = 'polling:${bot.id}'`)) === 0;
    });
    expect(chappe.telegram.callsOf('getUpdates', bot.telegram)).toHaveLength(asked);
    expect(await chappe.sql.count(`updates where bot_id = '${bot.id}'`)).toBe(1);
    await bots.change(bot.id, { active: true });
    await eve.expectMessage(bot.telegram, 'second', { timeoutMs: 15_000 });
  });

  it('is taken over at once from a process that stops in order', async () => {
    const bot = await bots.connect({ mode: 'polling' });
    await waitFor('it to be asked for', () => Promise.resolve(chappe.telegram.callsOf('getUpdates', bot.telegram).length > 0));
    await chappe.restart();
    const eve = chappe.person('handed-over eve');
    await eve.send(bot.telegram, 'still there?');
    await eve.expectMessage(bot.telegram, 'still there?', { timeoutMs: 15_000 });
  });

  it('gets rid of a webhook that another program has set', async () => {
    const bot = await bots.connect({ mode: 'polling' });
    await waitFor('it to be asked for', () => Promise.resolve(chappe.telegram.callsOf('getUpdates', bot.telegram).length > 0));
    const url = `${chappe.telegram.apiRoot}/bot${bot.telegram.token}/setWebhook?url=http://127.0.0.1:9/elsewhere`;
    expect((await fetch(url)).status).toBe(200);
    const eve = chappe.person('stolen eve');
    await eve.send(bot.telegram, 'mine');
    await eve.expectMessage(bot.telegram, 'mine', { timeoutMs: 15_000 });
    expect(webhookOf(bot.telegram)).toBeNull();
  });
});

describe('without a public address', () => {
  it('a webhook is refused, bots that want one are polled and say so, and it comes back with the address', async () => {
    const root = process.env.PUBLIC_URL ?? '';
    const bot = await bots.connect({ mode: 'webhook' });
    await chappe.restart({ PUBLIC_URL: '' });
    const eve = chappe.person('patient eve');
    await eve.send(bot.telegram, 'still here');
    await eve.expectMessage(bot.telegram, 'still here', { timeoutMs: 15_000 });
    const [note] = (await bots.health(bot.id)).notes.filter(({ code }) => code === 'no_public_url');
    expect(note?.detail).toContain('PUBLIC_URL');
    const refusal = { status: 422, body: { code: 'bots.no_public_url' } };
    expect(await bots.change(bot.id, { mode: 'webhook', title: 'not kept' })).toMatchObject(refusal);
    const { token } = chappe.telegram.addBot({ username: 'refused_bot' });
    expect(await bots.post('', { token, mode: 'webhook' })).toMatchObject(refusal);
    expect((await bots.get(bot.id)).body).toMatchObject({ title: null, mode: 'polling', wantedMode: 'webhook' });
    await chappe.restart({ PUBLIC_URL: root });
    await waitFor('the webhook to come back', () => Promise.resolve(webhookOf(bot.telegram)));
    expect((await bots.health(bot.id)).notes.map(({ code }) => code)).not.toContain('no_public_url');
  });
});
