import type { EmulatedBot } from '@app/telegram-emulator';
import type { Answer } from '../support/api-client';
import { TestChappe, type TestAccount } from '../support/chappe';
import { waitFor } from '../support/wait-for';

interface Bot {
  id: string;
  username: string;
  title: string | null;
  active: boolean;
  behaviour: string;
}

let chappe: TestChappe;
let ann: TestAccount;
let bob: TestAccount;
let made = 0;

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { MAX_BOTS_PER_ACCOUNT: '5' } });
  [ann, bob] = [await chappe.register('ann'), await chappe.register('bob')];
});

afterAll(async () => {
  await chappe.stop();
});

const fromBotFather = (): EmulatedBot => {
  made += 1;
  return chappe.telegram.addBot({ username: `own${String(made)}_bot` });
};

const connect = (account: TestAccount, token: string, more: object = {}): Promise<Answer<Bot & { code?: string }>> =>
  chappe.api.post('bots', { token, ...more }, { token: account.accessToken });

async function connected(account: TestAccount, more: object = {}): Promise<{ bot: Bot; telegram: EmulatedBot }> {
  const telegram = fromBotFather();
  const answer = await connect(account, telegram.token, more);
  if (answer.status !== 201) throw new Error(answer.text);
  return { bot: answer.body, telegram };
}

const change = (account: TestAccount, id: string, body: object): Promise<Answer<Bot & { code?: string }>> =>
  // Another token needs the password.
  chappe.api.call('PATCH', `bots/${id}`, 'token' in body ? { password: `password of ${account.name}`, ...body } : body, {
    token: account.accessToken,
  });

const remove = (account: TestAccount, id: string): Promise<Answer> =>
  chappe.api.call('DELETE', `bots/${id}`, { password: `password of ${account.name}` }, { token: account.accessToken });

describe('connecting a bot', () => {
  it('asks Telegram whose the token is, shows the token to nobody, and hears of people soon', async () => {
    const { bot, telegram } = await connected(ann, { title: 'Front door' });
    expect(bot).toMatchObject({ username: telegram.username, title: 'Front door', active: true, behaviour: 'house' });
    const list = await chappe.api.get('bots', { token: ann.accessToken });
    expect(list.text).toContain(bot.id);
    expect(list.text).not.toContain(telegram.token.split(':')[1]);
    const eve = chappe.person('eve');
    await eve.send(telegram, '/start');
    await eve.expectMessage(telegram, /Your code is/, { timeoutMs: 15_000 });
    await remove(ann, bot.id);
  });

  it('refuses a token that Telegram does not know, and one that is none', async () => {
    expect(await connect(ann, `7000000001:${'A'.repeat(35)}`)).toMatchObject({
      status: 422,
      body: { code: 'bots.token_refused' },
    });
    expect(await connect(ann, 'nonsense')).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
  });

  it('takes a bot once in the whole house, whosever it is, and again when it was removed', async () => {
    const { bot, telegram } = await connected(ann);
    expect(await connect(bob, telegram.token)).toMatchObject({ status: 409, body: { code: 'bots.bot_connected' } });
    expect(await connect(bob, chappe.bot.token)).toMatchObject({ status: 409, body: { code: 'bots.bot_connected' } });
    expect(await remove(ann, bot.id)).toMatchObject({ status: 204 });
    expect(await connect(bob, telegram.token)).toMatchObject({ status: 201 });
  });

  it('keeps the limit of five under many requests at once (T19)', async () => {
    const carl = await chappe.register('carl');
    const tokens = Array.from({ length: 12 }, () => fromBotFather().token);
    const statuses = (await Promise.all(tokens.map((token) => connect(carl, token)))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(5);
    expect(statuses.filter((status) => status === 409)).toHaveLength(7);
  });

  it('takes ids of ten digits and more (T18)', async () => {
    const telegram = chappe.telegram.addBot({ username: 'long_bot', token: `71234567890:${'B'.repeat(35)}` });
    const answer = await connect(ann, telegram.token);
    expect(answer).toMatchObject({ status: 201, body: { telegramId: '71234567890' } });
    await remove(ann, answer.body.id);
  });

  it('keeps nothing when Telegram does not answer', async () => {
    const telegram = fromBotFather();
    chappe.telegram.fault({ on: { method: 'getMe', botId: telegram.id }, do: 'reset', times: 1 });
    expect(await connect(ann, telegram.token)).toMatchObject({ status: 503, body: { code: 'bots.telegram_away' } });
    expect((await chappe.api.get('bots', { token: ann.accessToken })).text).not.toContain(telegram.username);
  });
});

describe('what a bot does for people', () => {
  it('an echo repeats what they write, and a silent one remembers them and says nothing', async () => {
    const echo = await connected(ann, { behaviour: 'echo' });
    const silent = await connected(ann, { behaviour: 'silent' });
    const eve = chappe.person('quiet eve');
    await eve.send(silent.telegram, '/start');
    await eve.send(echo.telegram, 'hello <b>');
    await eve.expectMessage(echo.telegram, 'hello <b>', { timeoutMs: 15_000 });
    await waitFor(
      'the silent bot to remember eve',
      async () => (await chappe.sql.rows('select 1 from telegram_user_meetings where bot_id = $1', [silent.bot.id]))[0],
    );
    expect(eve.messages(silent.telegram).filter(({ from }) => from === 'bot')).toEqual([]);
    await change(ann, silent.bot.id, { behaviour: 'echo' });
    await eve.send(silent.telegram, 'and now?');
    await eve.expectMessage(silent.telegram, 'and now?', { timeoutMs: 15_000 });
    for (const { bot } of [echo, silent]) await remove(ann, bot.id);
  });
});

describe('switching a bot off and on (T17)', () => {
  it('is answered when its calls have ended; what is queued waits, and nobody else’s bot notices', async () => {
    const mine = await connected(ann, { behaviour: 'echo' });
    const eve = chappe.person('patient eve');
    await eve.send(mine.telegram, 'first');
    await eve.expectMessage(mine.telegram, 'first', { timeoutMs: 15_000 });
    const slow = chappe.telegram.fault({
      on: { method: 'sendMessage', botId: mine.telegram.id },
      do: { delayMs: 1_500 },
      times: 1,
    });
    await eve.send(mine.telegram, 'second');
    await waitFor('the call to be on the wire', () => Promise.resolve(slow.hits === 1));
    expect(await change(ann, mine.bot.id, { active: false })).toMatchObject({ status: 200, body: { active: false } });
    expect(eve.messages(mine.telegram).at(-1)).toMatchObject({ from: 'bot', text: 'second' }); // it had ended
    const calls = chappe.telegram.callsOf('sendMessage', mine.telegram).length;
    await eve.send(mine.telegram, 'third');
    await chappe.readCode(chappe.person('other')); // the house bot goes on
    expect(chappe.telegram.callsOf('sendMessage', mine.telegram)).toHaveLength(calls);
    expect(await change(ann, mine.bot.id, { active: true })).toMatchObject({ status: 200, body: { active: true } });
    await eve.expectMessage(mine.telegram, 'third', { timeoutMs: 15_000 });
    await remove(ann, mine.bot.id);
  });

  it('removing one takes its webhook away and erases what it knew', async () => {
    const { bot, telegram } = await connected(ann);
    const eve = chappe.person('forgotten eve');
    await eve.send(telegram, '/start');
    await eve.expectMessage(telegram, /Your code is/, { timeoutMs: 15_000 });
    expect(await remove(ann, bot.id)).toMatchObject({ status: 204 });
    expect(await chappe.sql.rows('select 1 from chats where bot_id = $1', [bot.id])).toEqual([]);
    chappe.telegram.ledger.expectExactly(1, { method: 'deleteWebhook', bot: telegram });
    expect(await remove(ann, bot.id)).toMatchObject({ status: 404 });
  });
});

describe('a new token', () => {
  it('of the same bot is followed at once; one of another bot is refused', async () => {
    const { bot, telegram } = await connected(ann, { behaviour: 'echo' });
    const other = fromBotFather();
    expect(await change(ann, bot.id, { token: other.token })).toMatchObject({ status: 422, body: { code: 'bots.another_bot' } });
    const token = `${String(telegram.id)}:${'C'.repeat(35)}`;
    chappe.telegram.addBot({ username: telegram.username, token });
    expect(await change(ann, bot.id, { token })).toMatchObject({ status: 200 });
    const eve = chappe.person('loyal eve');
    await eve.send(telegram, 'still here');
    await eve.expectMessage(telegram, 'still here', { timeoutMs: 15_000 });
    await remove(ann, bot.id);
  });
});

describe('the health of a bot', () => {
  const health = (id: string): Promise<Answer<{ healthy: boolean; findings: { code: string }[] }>> =>
    chappe.api.get(`bots/${id}/health`, { token: ann.accessToken });

  it('is told in words, and repair mends what can be mended', async () => {
    const { bot, telegram } = await connected(ann);
    await waitFor('the webhook to be set', async () => (await health(bot.id)).body.healthy);
    await fetch(`${chappe.telegram.apiRoot}/bot${telegram.token}/deleteWebhook`);
    expect((await health(bot.id)).body).toMatchObject({ healthy: false, findings: [{ code: 'webhook_differs' }] });
    const repaired = await chappe.api.post(`bots/${bot.id}/repair`, {}, { token: ann.accessToken });
    expect(repaired).toMatchObject({ status: 200, body: { healthy: true, findings: [] } });
    chappe.telegram.revoke(telegram);
    expect((await health(bot.id)).body.findings).toMatchObject([{ code: 'token_revoked' }]);
    await remove(ann, bot.id);
  });
});

describe('strangers', () => {
  it('get nowhere: nobody without a session, and no other account', async () => {
    const { bot } = await connected(ann);
    expect(await chappe.api.get('bots')).toMatchObject({ status: 401 });
    for (const path of [`bots/${bot.id}`, `bots/${bot.id}/health`]) {
      expect(await chappe.api.get(path, { token: bob.accessToken })).toMatchObject({
        status: 404,
        body: { code: 'bots.not_found' },
      });
    }
    expect(await change(bob, bot.id, { active: false })).toMatchObject({ status: 404 });
    expect(await remove(bob, bot.id)).toMatchObject({ status: 404 });
    await remove(ann, bot.id);
  });
});
