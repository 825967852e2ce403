import type { Chat, Person } from '@app/telegram-emulator';
import { Maintenance } from '../../libs/platform/src/queue/maintenance';
import { ForgettingService } from '@app/updates';
import { ask, askIn, press } from '../support/bot-talk';
import { TestChappe, type TestAccount } from '../support/chappe';
import { Messages } from '../support/messages';
import { present, settled, watched } from '../support/rolls';
import { waitFor } from '../support/wait-for';
import { textUpdate, WebhookDoor } from '../support/webhook-door';

let chappe: TestChappe;
let account: TestAccount;
let club: Chat;

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { CHAPPE_EMBEDDED: 'on' } });
  account = await chappe.register('account');
  club = await watched(chappe, 'The club', 'owner');
});

afterAll(async () => {
  await chappe.stop();
});

const chore = (name: string) => chappe.app.get(Maintenance, { strict: false }).run(name);

/** Every row in the database with the Telegram id, or the name, of somebody, but for the accounts' own messages. */
async function tracesOf(person: Person, name: string): Promise<string[]> {
  const tables = await chappe.sql.rows<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
  );
  const found: string[] = [];
  for (const { name: table } of tables) {
    const rows = await chappe.sql.rows<{ row: string }>(
      `select t::text as row from ${table} t where t::text ~ $1 or t::text like '%' || $2 || '%'`,
      [`\\m${String(person.id)}\\M`, name],
    );
    found.push(...rows.map(() => table));
  }
  return [...new Set(found)];
}

/** Has somebody forgotten, up to the last answer. */
async function forget(person: Person): Promise<void> {
  const question = await ask(chappe, person, '/forgetme');
  expect((await press(chappe, person, question, 'Yes')).text).toBe('You are forgotten. Write /start if I shall know you again.');
  await settled(chappe);
  await waitFor('all answers to be sent', async () => {
    const open = `select from messages where status = 'queued'`;
    return (await chappe.sql.rows(open)).length === 0;
  });
  await cleanUp();
}

/** The same while nothing can be sent to them. Answers the bot that forgot them. */
async function forgetApart(person: Person): Promise<string> {
  // an answer that has arrived may not be settled yet, and its chat is kept until it is
  await waitFor('calls under way to be settled', async () => {
    return (await chappe.sql.rows('select from lanes where message_id is not null')).length === 0;
  });
  const [bot] = await chappe.sql.rows<{ id: string }>('select id from bots where owner_id is null');
  const botId = bot?.id ?? '';
  await chappe.app.get(ForgettingService, { strict: false }).forget({ botId, telegramId: person.id });
  await cleanUp();
  return botId;
}

async function cleanUp(): Promise<void> {
  await chore('messaging.forget-chats');
  await chore('updates.erase-traces');
}

it('nothing but a tombstone is left of somebody who asked for it, wherever they were', async () => {
  const zelda = chappe.telegram.person('zelda', { firstName: 'Zeldarine', username: 'zeldarine' });
  await zelda.in(club).join();
  await zelda.in(club).send('Zeldarine was here');
  await chappe.person('owner').in(club).promote(zelda);
  await ask(chappe, zelda, '/start');
  await ask(chappe, zelda, '/me');
  await askIn(club, zelda, '/help@house_bot');
  await settled(chappe);
  expect(await tracesOf(zelda, 'Zeldarine')).toEqual(expect.arrayContaining(['chats', 'telegram_users', 'updates']));
  await forget(zelda);
  expect(await tracesOf(zelda, 'Zeldarine')).toEqual(['forgotten_people']);
  expect((await present(chappe, club)).in).toEqual(['owner']);
});

it('somebody who says no stays known', async () => {
  const nora = chappe.person('nora');
  const question = await ask(chappe, nora, '/forgetme');
  expect((await press(chappe, nora, question, 'No')).text).toBe('Good, I still know you.');
  expect((await ask(chappe, nora, '/me')).text).toContain('Your chats: 1');
});

it('nothing is learned of the forgotten until they write /start', async () => {
  const yann = chappe.telegram.person('yann', { firstName: 'Yannick' });
  await ask(chappe, yann, '/start');
  await forget(yann);
  await yann.send(chappe.bot, 'hello?');
  await yann.in(club).join();
  await yann.in(club).send('I am Yannick');
  await settled(chappe);
  expect(await tracesOf(yann, 'Yannick')).toEqual(['forgotten_people']);
  expect((await present(chappe, club)).in).not.toContain('Yannick');

  expect((await ask(chappe, yann, '/start')).text).toContain('Hello, Yannick! Nice to meet you.');
  await yann.in(club).send('it is me again');
  expect((await present(chappe, club)).in).toContain('Yannick');
  expect(await chappe.sql.rows('select from forgotten_people where telegram_id = $1', [yann.id])).toEqual([]);
});

it('somebody whom another bot still knows is in the public list no more, which is that of the house bot', async () => {
  const wanda = chappe.telegram.person('wanda', { firstName: 'Wanda', username: 'wanda_w' });
  await ask(chappe, wanda, '/start');
  await chappe.sql.rows(
    `with other as (insert into bots (id, owner_id, telegram_id, token_sealed, webhook_key, active)
       values (gen_random_uuid(), $1, 424243, 'x:x', 'key-of-another', false) returning id)
     insert into telegram_user_meetings (bot_id, telegram_user_id)
     select other.id, person.id from other, telegram_users person where person.telegram_id = $2`,
    [account.id, wanda.id],
  );
  const list = async () => (await chappe.api.get('public/telegram-users?limit=100')).text;
  expect(await list()).toContain('wanda_w');
  await forgetApart(wanda);
  expect(await list()).not.toContain('wanda_w');
  const known = await chappe.sql.rows('select username from telegram_users where telegram_id = $1', [wanda.id]);
  expect(known).toEqual([{ username: 'wanda_w' }]);
});

it('the forgotten get no answer in groups either, and nothing is written down of them there', async () => {
  const hugo = chappe.telegram.person('hugo', { firstName: 'Hugobert' });
  await hugo.in(club).join();
  await askIn(club, hugo, '/me@house_bot');
  await forgetApart(hugo);
  const { messageId } = await hugo.in(club).send('/me@house_bot');
  await settled(chappe);
  expect(club.messages().at(-1)?.messageId).toBe(messageId);
  expect(await tracesOf(hugo, 'Hugobert')).toEqual(['forgotten_people']);
});

it('what was learned of somebody while they were being forgotten is forgotten, too', async () => {
  const rosa = chappe.telegram.person('rosa', { firstName: 'Rosalinde' });
  await ask(chappe, rosa, '/start');
  const botId = await forgetApart(rosa);
  // As an update leaves it that was being worked on meanwhile.
  await chappe.sql.rows(
    `with person as (insert into telegram_users (id, telegram_id, first_name, listed)
       values (gen_random_uuid(), $2, 'Rosalinde', true) returning id)
     insert into telegram_user_meetings (bot_id, telegram_user_id) select $1, id from person`,
    [botId, rosa.id],
  );
  await cleanUp();
  expect(await tracesOf(rosa, 'Rosalinde')).toEqual(['forgotten_people']);
});

it('a paired chat is paired no more: its tokens are dead, what was queued is taken back, and the history stays', async () => {
  const paul = chappe.telegram.person('paul', { firstName: 'Paulinus' });
  const { botToken, chatId } = await chappe.pair(account, paul);
  await paul.expectMessage(chappe.bot, /^Linked by/);
  const messages = new Messages(chappe.api, botToken);
  const sent = await messages.send('first');
  await messages.ended(sent);
  await chappe.sql.rows(`update lanes set ready_at = now() + interval '1 hour' where chat_id = $1`, [chatId]);
  const queued = await messages.send('second');
  await forgetApart(paul);

  expect((await messages.post({ text: 'third' })).status).toBe(401);
  const read = async (id: string) => (await chappe.api.get(`messages/${id}`, { token: account.accessToken })).body;
  expect(await read(sent)).toMatchObject({ status: 'sent', text: 'first' });
  expect(await read(queued)).toMatchObject({ status: 'cancelled', text: 'second' });
  expect(await tracesOf(paul, 'Paulinus')).toEqual(['forgotten_people']);
  expect((await chappe.api.get(`chats/${chatId}`, { token: account.accessToken })).status).toBe(404);
});

it('a contact card that somebody else has sent is erased, too', async () => {
  const vera = chappe.telegram.person('vera', { firstName: 'Veronika' });
  const card = { phone_number: '+1', first_name: 'Veronika', user_id: vera.id };
  const { message } = textUpdate(3_100_000_000, chappe.person('owner').id, 'x', 'owner');
  await (await WebhookDoor.of(chappe)).post({ update_id: 3_100_000_000, message: { ...(message as object), contact: card } });
  await settled(chappe);
  expect(await tracesOf(vera, 'Veronika')).toEqual(['updates']);
  await forgetApart(vera);
  expect(await tracesOf(vera, 'Veronika')).toEqual(['forgotten_people']);
});

it('chats whose last answer cannot be sent hold up no other', async () => {
  const otto = chappe.telegram.person('otto', { firstName: 'Ottokar' });
  await ask(chappe, otto, '/start');
  await chappe.sql.rows(
    `with bot as (insert into bots (id, owner_id, telegram_id, token_sealed, webhook_key, active)
       values (gen_random_uuid(), $1, 424244, 'x:x', 'key-of-a-third', false) returning id),
     chat as (insert into chats (id, bot_id, telegram_id, type, forgotten_at)
       select gen_random_uuid(), bot.id, 6000000000 + n, 'private', '2020-01-01' from bot, generate_series(1, 101) n returning id, bot_id)
     insert into messages (id, bot_id, chat_id, priority, method, type)
     select gen_random_uuid(), bot_id, id, 2, 'sendMessage', 'text' from chat`,
    [account.id],
  );
  await forgetApart(otto);
  expect(await tracesOf(otto, 'Ottokar')).toEqual(['forgotten_people']);
});

it('statistics count no chat that is shown nowhere any more', async () => {
  const hidden = await chappe.sql.rows('select from chats where forgotten_at is not null');
  expect(hidden.length).toBeGreaterThan(0);
  interface Counts {
    chats: { type: string; active: number; inactive: number }[];
  }
  await waitFor('the figures to be those of the list', async () => {
    const { items } = (await chappe.api.get<{ items: unknown[] }>('chats?type=private&limit=100', { token: account.accessToken }))
      .body;
    const { chats } = (await chappe.api.get<Counts>('stats', { token: account.accessToken })).body;
    const counted = chats.find(({ type }) => type === 'private');
    return counted !== undefined && counted.active + counted.inactive === items.length;
  });
});
