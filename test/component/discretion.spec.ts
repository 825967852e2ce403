import type { Chat, EmulatedMessage, Person } from '@app/telegram-emulator';
import { ask, askIn, press } from '../support/bot-talk';
import { TestChappe, type TestAccount } from '../support/chappe';
import { Deliveries, nowSeconds } from '../support/deliveries';
import { settled, watched } from '../support/rolls';
import { waitFor } from '../support/wait-for';

let chappe: TestChappe;
let admin: TestAccount;
let deliveries: Deliveries;
let ann: Person;
let bob: Person;
let club: Chat;
let messages = 0;

beforeAll(async () => {
  chappe = await TestChappe.start();
  admin = await chappe.register('admin');
  await chappe.sql.rows(`update accounts set role = 'admin' where id = $1`, [admin.id]);
  deliveries = await Deliveries.to(chappe);
  ann = chappe.telegram.person('ann', { firstName: 'Ann', username: 'ann_d' });
  bob = chappe.telegram.person('bob', { firstName: 'Bob', username: 'bob_d' });
  club = await watched(chappe, 'The club', 'owner');
  const layoffs = await watched(chappe, 'Layoffs planning', 'owner');
  for (const group of [club, layoffs]) for (const person of [ann, bob]) await person.in(group).join();
  await settled(chappe);
});

afterAll(async () => {
  await chappe.stop();
});

const userOf = (person: Person, more: object = {}) => ({ id: person.id, is_bot: false, first_name: person.key, ...more });
const now = nowSeconds;

/** Delivers an update, and waits until it has had its effect. */
const deliver = (kind: string, event: Record<string, unknown>) => deliveries.give(kind, event);

const chatOf = ({ id }: { id: number }, more: object = {}) => ({ id, type: 'supergroup', title: 'The club', ...more });
const member = (chat: object, person: Person, status: string, more: object = {}) =>
  deliver('chat_member', {
    chat,
    from: userOf(person),
    date: now(),
    old_chat_member: { user: userOf(person), status: 'left' },
    new_chat_member: { user: userOf(person, { username: person.key.replaceAll(' ', '_') }), status, ...more },
  });
const listed = async () => {
  const { body } = await chappe.api.get<{ items: { username: string | null }[] }>('public/telegram-users?limit=100');
  return body.items.map(({ username }) => username);
};
const idOf = async ({ id }: { id: number }) =>
  (await chappe.sql.rows<{ id: string }>('select id from chats where telegram_id = $1', [id]))[0]?.id ?? '';
const membersFor = async (account: TestAccount, chat: { id: number }) => {
  const path = `chats/${await idOf(chat)}/members`;
  const { body } = await chappe.api.get<{ items: { firstName: string }[] }>(path, { token: account.accessToken });
  return body.items.map(({ firstName }) => firstName);
};
/** What the bot has said to somebody, whether it could be sent or not. */
const saidIn = async ({ id }: { id: number }): Promise<string> => {
  const sql = `select text from messages join chats on chats.id = chat_id where telegram_id = $1 and text is not null order by seq desc limit 1`;
  return (await chappe.sql.rows<{ text: string }>(sql, [id]))[0]?.text ?? '';
};

describe('in a group', () => {
  it.each(['/me@house_bot', '/seen@house_bot @bob_d', '/stats@house_bot', '/whereami@house_bot'])(
    '%s names only what belongs to the group, and the rest is told in private',
    async (command) => {
      const { text } = await askIn(club, ann, command);
      expect(text).not.toContain('Layoffs');
      const inPrivate = await ask(chappe, ann, command.replace('@house_bot', ''));
      if (command.startsWith('/me') || command.startsWith('/seen')) {
        expect(text).toContain('The club');
        expect(text).toContain('I tell the rest in private only.');
        expect(inPrivate.text).toContain('Layoffs planning');
        expect(inPrivate.text).not.toContain('I tell the rest in private only.');
      }
    },
  );

  it('so do the pages behind the buttons', async () => {
    const stats = await askIn(club, ann, '/stats@house_bot');
    const turned = async (button: string): Promise<EmulatedMessage> => {
      await ann.expectAnswer(chappe.bot, await ann.in(club).press(button, stats));
      return await club.expectMessage(({ messageId, text }) => messageId === stats.messageId && text !== stats.text);
    };
    const { text } = await turned('Chats');
    expect(text).toMatch(/Chats: 1\n.*1\. The club \(group\): \d+ people/s);
    expect(text).not.toContain('Layoffs');
  });

  it('somebody who is in other groups only is unknown', async () => {
    const carl = chappe.telegram.person('carl', { firstName: 'Carl', username: 'carl_d' });
    const other = await watched(chappe, 'Elsewhere', 'owner');
    for (const person of [ann, carl]) await person.in(other).join();
    await settled(chappe);
    expect((await askIn(club, ann, '/seen@house_bot @carl_d')).text).toContain('I know of nobody by that name');
    expect((await ask(chappe, ann, '/seen @carl_d')).text).toContain('Elsewhere');
  });
});

describe('an anonymous admin', () => {
  it('is named to nobody but whom the bot belongs to, and is named again when Telegram shows them', async () => {
    const hidden = chappe.person('Hidden admin');
    await hidden.in(club).join();
    expect((await askIn(club, ann, '/whereami@house_bot')).text).toContain('Hidden admin');
    await member(chatOf(club), hidden, 'administrator', { is_anonymous: true });
    expect((await askIn(club, ann, '/whereami@house_bot')).text).not.toContain('Hidden admin');
    expect((await ask(chappe, ann, `/seen ${String(hidden.id)}`)).text).toContain('I know of nobody');
    expect((await ask(chappe, ann, '/stats')).text).not.toContain('Hidden admin');
    expect(await listed()).not.toContain('Hidden_admin');
    expect(await membersFor(admin, club)).toContain('Hidden admin');
    await member(chatOf(club), hidden, 'member');
    expect((await askIn(club, ann, '/whereami@house_bot')).text).toContain('Hidden admin');
  });

  it('is not given away by a button, or by what they change about others or the bot', async () => {
    const [presser, changer, adder] = ['Presser', 'Changer', 'Adder'].map((key) => chappe.person(key)) as [
      Person,
      Person,
      Person,
    ];
    const message = { message_id: 1, date: now(), chat: chatOf(club) };
    await deliver('callback_query', {
      id: '1',
      from: userOf(presser, { username: 'presser' }),
      chat_instance: '1',
      message,
      data: 'link:code',
    });
    const bot = { user: { id: chappe.bot.id, is_bot: true, first_name: 'x' } };
    const change = { chat: chatOf(club), date: now(), old_chat_member: { ...bot, status: 'member' } };
    const changed = { ...change, new_chat_member: { ...bot, status: 'administrator' } };
    await deliver('my_chat_member', { ...changed, from: userOf(adder, { username: 'adder' }) });
    await deliver('chat_member', {
      ...change,
      from: userOf(changer, { username: 'changer' }),
      new_chat_member: { user: userOf(bob, { first_name: 'Bob', username: 'bob_d' }), status: 'member' },
    });
    const { text } = await askIn(club, ann, '/whereami@house_bot');
    for (const name of ['Presser', 'Changer', 'Adder']) expect(text).not.toContain(name);
    for (const name of ['presser', 'changer', 'adder']) expect(await listed()).not.toContain(name);
    await changer.in(club).join();
    await changer.in(club).send('here I am');
    expect((await askIn(club, ann, '/whereami@house_bot')).text).toContain('Changer');
  });

  it('is hidden from an account that the group is linked with, too: the bot is not its own', async () => {
    const guest = await chappe.register('guest');
    await chappe.sql.rows(
      'update chats set account_id = $1, pairing_id = gen_random_uuid(), paired_at = now() where telegram_id = $2',
      [guest.id, club.id],
    );
    const secret = chappe.person('Secret');
    await member(chatOf(club), secret, 'administrator', { is_anonymous: true });
    expect(await membersFor(guest, club)).toContain('Ann');
    expect(await membersFor(guest, club)).not.toContain('Secret');
    const [person] = await chappe.sql.rows<{ id: string }>('select id from telegram_users where telegram_id = $1', [secret.id]);
    const path = `chats/${await idOf(club)}/members/${person?.id ?? ''}`;
    expect((await chappe.api.get(path, { token: guest.accessToken })).status).toBe(404);
    expect((await chappe.api.get(path, { token: admin.accessToken })).status).toBe(200);
  });
});

describe('a group that hides its members', () => {
  it('is asked after at Telegram, and its people are named to nobody from then on', async () => {
    const shy = await watched(chappe, 'The shy', 'owner');
    for (const person of [ann, bob]) await person.in(shy).join();
    await settled(chappe);
    const isHidden = async () =>
      (await chappe.sql.rows<{ members_hidden: boolean }>('select members_hidden from chats where telegram_id = $1', [shy.id]))[0]
        ?.members_hidden === true;
    const asked = () => chappe.telegram.callsOf('getChat').filter(({ params }) => params.chat_id === shy.id).length;
    await waitFor('Telegram to be asked', () => Promise.resolve(asked() === 1));
    expect((await askIn(shy, ann, '/whereami@house_bot')).text).toContain('Bob');
    await chappe.person('owner').in(shy).hideMembers();
    await chappe.sql.rows(`update chats set members_due_at = now() + interval '1 hour' where telegram_id = $1`, [shy.id]);
    await askIn(shy, ann, '/help@house_bot');
    expect(asked()).toBe(1);
    await askIn(shy, ann, '/whereami@house_bot');
    await waitFor('it to be known', isHidden);
    expect((await askIn(shy, ann, '/whereami@house_bot')).text).not.toMatch(/Bob|Ann/);
    expect((await askIn(shy, ann, '/seen@house_bot @bob_d')).text).toContain('I know of nobody');
    expect((await ask(chappe, ann, '/seen @bob_d')).text).not.toContain('The shy');
    expect((await ask(chappe, ann, '/me')).text).toContain('The shy');
    expect(await membersFor(admin, shy)).toContain('Bob');
    expect(asked()).toBe(2);
  });
});

describe('a channel', () => {
  it('is named to none of its subscribers, and sharing it is not sharing a chat', async () => {
    const channel = chatOf({ id: -1_009_000_000_001 }, { type: 'channel', title: 'Bankruptcy advice' });
    const [one, other] = [chappe.person('Reader one'), chappe.person('Reader two')];
    for (const person of [one, other]) await person.send(chappe.bot, 'hi');
    for (const person of [one, other]) await member(channel, person, 'member');
    expect((await ask(chappe, one, `/seen ${String(other.id)}`)).text).toContain('I know of nobody');
    for (const command of ['/me', '/stats']) expect((await ask(chappe, one, command)).text).not.toMatch(/Bankruptcy|Reader two/);
    const stats = await ask(chappe, one, '/stats');
    expect((await press(chappe, one, stats, 'Chats')).text).not.toContain('Bankruptcy');
    expect(await membersFor(admin, channel)).toEqual(expect.arrayContaining(['Reader one', 'Reader two']));
  });

  it('does not put its subscribers into the public list', async () => {
    const quiet = chappe.person('Quiet reader');
    await member(chatOf({ id: -1_009_000_000_001 }, { type: 'channel', title: 'Bankruptcy advice' }), quiet, 'member');
    expect(await listed()).not.toContain('Quiet_reader');
  });
});

describe('the direct messages of a channel', () => {
  const room = chatOf({ id: -1_009_000_000_002 }, { title: 'Clinic DMs', is_direct_messages: true });
  const write = (person: Person, text: string) =>
    deliver('message', {
      message_id: (messages += 1),
      date: now(),
      chat: room,
      from: userOf(person, { username: person.key.toLowerCase() }),
      direct_messages_topic: { topic_id: person.id, user: userOf(person) },
      text,
      entities: text.startsWith('/') ? [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]?.length }] : [],
    });

  it('have no members, are named to nobody, and the bot answers where it was asked', async () => {
    const [patient, boss] = [chappe.person('Patient'), chappe.person('Boss')];
    for (const person of [patient, boss]) await write(person, 'hello');
    expect(await chappe.sql.rows('select from memberships where chat_id = $1', [await idOf(room)])).toEqual([]);
    await write(patient, '/whereami');
    expect(await saidIn(room)).toContain('I have not seen anybody here.');
    await write(patient, `/seen ${String(boss.id)}`);
    expect(await saidIn(room)).toContain('I know of nobody');
    const [{ payload } = { payload: {} }] = await chappe.sql.rows<{ payload: object }>(
      'select payload from messages where chat_id = $1 order by seq desc limit 1',
      [await idOf(room)],
    );
    expect(payload).toMatchObject({ direct_messages_topic_id: patient.id });
    expect(await listed()).not.toContain('patient');
    const view = await chappe.api.get(`chats/${await idOf(room)}`, { token: admin.accessToken });
    expect(view.body).toMatchObject({ type: 'supergroup', isDirectMessages: true });
  });
});

describe('other bots', () => {
  it('are remembered and not talked to', async () => {
    const bot = { id: 8_000_000_123, is_bot: true, first_name: 'Other', username: 'other_bot' };
    const chat = { id: bot.id, type: 'private', first_name: 'Other' };
    const entities = [{ type: 'bot_command', offset: 0, length: 6 }];
    for (const text of ['how are you?', '/start', '/link']) {
      await deliver('message', { message_id: 1, date: now(), chat, from: bot, text, ...(text.startsWith('/') && { entities }) });
    }
    await deliver('message', { message_id: 1, date: now(), chat: chatOf(club), from: bot, text: '/start', entities });
    await deliver('callback_query', {
      id: '2',
      from: bot,
      chat_instance: '1',
      message: { message_id: 1, date: now(), chat },
      data: 'x',
    });
    const said = `select text from messages join chats on chats.id = chat_id where telegram_id = $1`;
    expect(await chappe.sql.rows(said, [bot.id])).toEqual([]);
    expect(
      await chappe.sql.rows('select from pairing_codes join chats on chats.id = chat_id where telegram_id = $1', [bot.id]),
    ).toEqual([]);
    expect(await chappe.sql.rows('select is_bot, listed from telegram_users where telegram_id = $1', [bot.id])).toEqual([
      { is_bot: true, listed: false },
    ]);
  });
});
