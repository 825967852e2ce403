import { RATE } from '../../../libs/messaging/src/limits.sql';
import { TestChappe, type TestAccount } from '../../support/chappe';
import { changeLanes } from '../../support/lanes';
import { pairedPerson, unpaced, type PairedPerson } from '../../support/messages';
import { OwnedBots } from '../../support/owned-bots';
import { everythingSent, pairedChats, type PairedChat } from '../../support/paired-chats';
import { waitFor } from '../../support/wait-for';

let chappe: TestChappe;

beforeAll(async () => {
  chappe = await TestChappe.start({ paced: true });
});

afterAll(async () => {
  await chappe.stop();
});

const switchBot = (on: boolean) => chappe.sql.rows('update bots set active = $1', [on]);

async function sendTo(account: TestAccount, chats: readonly PairedChat[], text: string, more: object = {}): Promise<void> {
  for (const { chatId } of chats) {
    const answer = await chappe.api.post('messages', { type: 'text', text, chatId, ...more }, { token: account.accessToken });
    if (answer.status !== 202) throw new Error(answer.text);
  }
}

/** Who sent what, in the order in which it arrived at Telegram. */
const arrived = (): string[] =>
  chappe.telegram.callsOf('sendMessage').flatMap(({ params }) => /(from \w+)$/.exec(String(params.text))?.[1] ?? []);

describe('accounts that send through one bot', () => {
  it('have their turns: who has much to send delays nobody who has little', async () => {
    const [ann, bob] = [await chappe.register('ann'), await chappe.register('bob')];
    const [many, few] = [await pairedChats(chappe, ann, 60), await pairedChats(chappe, bob, 8)];
    await switchBot(false);
    await sendTo(ann, many, 'from ann');
    await sendTo(bob, few, 'from bob');
    await switchBot(true);
    await everythingSent(chappe);
    const order = arrived();
    expect(order).toHaveLength(68);
    const until = order.slice(0, order.lastIndexOf('from bob') + 1);
    // As many of the one as of the other, but for what a turn may be ahead.
    expect(until.filter((from) => from === 'from ann').length).toBeLessThanOrEqual(8 + 10);
  });

  it('send messages before broadcasts', async () => {
    const eve = await chappe.register('eve');
    const chats = await pairedChats(chappe, eve, 40);
    await switchBot(false);
    await sendTo(eve, chats.slice(0, 30), 'from broadcast', { priority: 'broadcast' });
    await sendTo(eve, chats.slice(30), 'from message');
    await switchBot(true);
    await everythingSent(chappe);
    const order = arrived().slice(-40);
    expect(order.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'from message'));
  });
});

describe('bots whose chats all rest', () => {
  /** As after a refusal of Telegram's: each has a chat that may go on in an hour, and has itself sent nothing for long. */
  async function restingBots(owner: TestAccount, count: number): Promise<void> {
    await chappe.sql.rows(
      `with bot as (
         insert into bots (id, owner_id, telegram_id, username, token_sealed, webhook_key, webhook_digest, care_due_at)
         select gen_random_uuid(), $1::uuid, 8000000000 + n, 'resting_' || n, 'none', 'resting_' || n, 'set', now() + interval '1 day'
         from generate_series(1, $2::int) n returning id),
       menu as (insert into command_menus (bot_id, digest, due_at) select id, '', now() + interval '1 day' from bot),
       budget as (insert into budgets (bot_id, spent_until) select id, now() - interval '1 day' from bot),
       chat as (insert into chats (id, bot_id, telegram_id, type) select gen_random_uuid(), id, 1, 'private' from bot returning id, bot_id),
       lane as (
         insert into lanes (chat_id, bot_id, open, priority, share, ready_at, pace_seconds, slack_seconds)
         select id, bot_id, 1, 1, $1::uuid, now() + interval '1 hour', 1, 2 from chat)
       insert into messages (id, bot_id, chat_id, account_id, priority, method, type, text)
       select gen_random_uuid(), bot_id, id, $1::uuid, 1, 'sendMessage', 'text', 'later' from chat`,
      [owner.id, count],
    );
  }

  it('keep no other bot waiting, however many they are', async () => {
    const flo = await chappe.register('flo');
    const chats = await pairedChats(chappe, flo, 1);
    await restingBots(flo, 120);
    await sendTo(flo, chats, 'from flo');
    await waitFor('the message of a bot that may send', () => Promise.resolve(arrived().includes('from flo')));
    await chappe.sql.rows(`delete from bots where username like 'resting%'`);
  });
});

describe('the limits of a bot', () => {
  /** Messages a second that the bot may send. */
  const rate = async (botId: string): Promise<number> =>
    Number(
      (
        await chappe.sql.rows<{ rate: string }>(
          `select ${RATE} as rate from budgets join bots on bots.id = budgets.bot_id where bots.id = $1`,
          [botId],
        )
      )[0]?.rate,
    );
  const houseBot = async (): Promise<string> =>
    (await chappe.sql.rows<{ id: string }>('select id from bots where owner_id is null'))[0]?.id ?? '';
  const agoSeconds = (seconds: number) =>
    chappe.sql.rows('update budgets set held_until = now(), fade_seconds = 30, limited_at = now() - make_interval(secs => $1)', [
      seconds,
    ]);

  it('are learned when Telegram refuses several chats, kept until it allows more, and forgotten in half a minute', async () => {
    const zoe = await chappe.register('zoe');
    const people: PairedPerson[] = [];
    for (let i = 0; i < 4; i++) people.push(await pairedPerson(chappe, zoe, `crowd ${String(i)}`));
    await unpaced(chappe);
    const flood = chappe.telegram.fault({ on: { method: 'sendMessage', botId: chappe.bot.id }, do: { floodWait: 3 } });
    const ids: string[] = [];
    for (const { messages } of people) ids.push(await messages.send('into the flood'));
    const bot = await houseBot();
    const held = "select held_until > now() + interval '1 second' as held from budgets where bot_id = $1";
    await waitFor('the bot to be held', async () => (await chappe.sql.rows<{ held: boolean }>(held, [bot]))[0]?.held === true);
    flood.clear();
    const until = Date.now() + 1_000;
    for (const [i, id] of ids.entries()) {
      expect(await people[i]?.messages.ended(id, 15_000)).toMatchObject({ status: 'sent', possibleDuplicate: false });
    }
    expect(
      Math.min(
        ...chappe.telegram
          .callsOf('sendMessage')
          .slice(-4)
          .map(({ at }) => at),
      ),
    ).toBeGreaterThan(until);
    expect(await rate(bot)).toBeLessThan(23.5);
    await agoSeconds(20);
    expect(await rate(bot)).toBeGreaterThan(25);
    await agoSeconds(30);
    expect(await rate(bot)).toBe(30);
  });

  it('of a single chat slow only that chat down, and only when refusals keep coming', async () => {
    const ida = await chappe.register('ida');
    const { messages, person, chatId } = await pairedPerson(chappe, ida, 'slow one');
    await changeLanes(chappe.sql, 'limited_at = null, learned_pace = null, refused_at = null');
    const refuse = (times: number) =>
      chappe.telegram.fault({ on: { method: 'sendMessage', chatId: person.id }, do: { floodWait: 1 }, times });
    const learned = async () =>
      (await chappe.sql.rows<{ learned_pace: number | null }>('select learned_pace from lanes where chat_id = $1', [chatId]))[0];
    refuse(1);
    await messages.ended(await messages.send('x'), 10_000);
    expect(await learned()).toEqual({ learned_pace: null });
    refuse(2);
    await messages.ended(await messages.send('y'), 10_000);
    expect(await learned()).toEqual({ learned_pace: 1.5 });
    expect(await rate(await houseBot())).toBe(30);
  });

  it('are a thousand a second when its owner pays, and Telegram is told', async () => {
    const max = await chappe.register('max');
    const bots = new OwnedBots(chappe, max);
    const echo = await bots.connect();
    expect((await bots.change(echo.id, { paidBroadcasts: true })).body).toMatchObject({ paidBroadcasts: true });
    const person = chappe.person('subscriber');
    await person.send(echo.telegram, 'hello');
    await person.expectMessage(echo.telegram, /hello/);
    expect(await rate(echo.id)).toBe(1_000);
    expect(chappe.telegram.callsOf('sendMessage', echo.telegram).at(-1)?.params).toMatchObject({ allow_paid_broadcast: true });
  });
});
