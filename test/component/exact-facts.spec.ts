import type { Person } from '@app/telegram-emulator';
import { TestChappe, type TestAccount } from '../support/chappe';
import { Deliveries, nowSeconds } from '../support/deliveries';
import { chatRow, roll } from '../support/rolls';

const TEN_YEARS = 315_360_000;

let chappe: TestChappe;
let telegram: Deliveries;
let admin: TestAccount;
let chats = 0;
let messages = 0;

beforeAll(async () => {
  chappe = await TestChappe.start();
  admin = await chappe.register('admin');
  await chappe.sql.rows(`update accounts set role = 'admin' where id = $1`, [admin.id]);
  telegram = await Deliveries.to(chappe);
});

afterAll(async () => {
  await chappe.stop();
});

const user = (person: Person, more: object = {}) => ({ id: person.id, is_bot: false, first_name: person.key, ...more });

/** A group of its own for each test. */
function newGroup(more: object = {}) {
  chats += 1;
  return { id: -1_008_000_000_000 - chats, type: 'supergroup', title: `Group ${String(chats)}`, ...more };
}

const member = (chat: object, person: Person, status: string, date: number) =>
  telegram.give('chat_member', {
    ...{ chat, date, from: user(person) },
    old_chat_member: { user: user(person), status: 'member' },
    new_chat_member: { user: user(person), status },
  });

/** A message, new or edited, in a group. */
const message = (
  chat: object,
  from: object,
  date: number,
  { kind = 'message', ...more }: { kind?: string; [field: string]: unknown } = {},
) => telegram.give(kind, { message_id: (messages += 1), chat, from, date, text: 'hi', ...more });

const presenceOf = async (chat: { id: number }) =>
  (await roll(chappe, chat)).map(({ name, status, left }) => [name, status, left === null ? 'in' : 'out']);
const profileOf = async (person: Person) =>
  (await chappe.sql.rows('select first_name, last_name, username from telegram_users where telegram_id = $1', [person.id]))[0];

describe('an exact word', () => {
  it.each(['left', 'kicked'])('that somebody has %s is not turned by what they write as a guest', async (status) => {
    const [chat, guest, t] = [newGroup(), chappe.person(`guest ${status}`), nowSeconds() - 100];
    await member(chat, guest, 'member', t);
    await member(chat, guest, status, t + 10);
    await message(chat, user(guest), t + 20);
    await message(chat, user(guest), t + 5);
    expect(await presenceOf(chat)).toEqual([[guest.key, status, 'out']]);
    const id = (await chatRow(chappe, chat))?.id ?? '';
    const { body } = await chappe.api.get<{ items: unknown[] }>(`chats/${id}/members`, { token: admin.accessToken });
    expect(body.items).toMatchObject([{ status, active: false }]);
  });

  it('is not turned either when it arrives after what was written since', async () => {
    const [chat, guest, t] = [newGroup(), chappe.person('late guest'), nowSeconds() - 100];
    await message(chat, user(guest), t + 20);
    await member(chat, guest, 'left', t + 10);
    expect(await presenceOf(chat)).toEqual([[guest.key, 'left', 'out']]);
  });

  it('is followed by another, and by a service message that they came', async () => {
    const [chat, back, t] = [newGroup(), chappe.person('comes back'), nowSeconds() - 100];
    await member(chat, back, 'left', t);
    await message(chat, user(back), t + 10, { new_chat_members: [user(back)] });
    expect(await presenceOf(chat)).toEqual([[back.key, 'member', 'in']]);
    await member(chat, back, 'kicked', t + 20);
    expect(await presenceOf(chat)).toEqual([[back.key, 'kicked', 'out']]);
  });
});

it('a chat says whether its members are followed: only where the bot is an administrator', async () => {
  const owner = chappe.person('owner of both');
  const [plain, followed] = ['Plain', 'Followed'].map((title) => chappe.telegram.supergroup(title, { owner }));
  if (!plain || !followed) throw new Error('There are no groups.');
  await owner.in(plain).add(chappe.bot);
  await owner.in(followed).add(chappe.bot, {});
  const viewOf = async (chat: { id: number }) =>
    (await chappe.api.get(`chats/${(await chatRow(chappe, chat))?.id ?? ''}`, { token: admin.accessToken })).body;
  expect([await viewOf(plain), await viewOf(followed)]).toMatchObject([{ membersFollowed: false }, { membersFollowed: true }]);
});

it('where a message told that somebody left, they are back when they write', async () => {
  const [chat, person, other, t] = [newGroup(), chappe.person('unseen joiner'), chappe.person('other'), nowSeconds() - 100];
  await message(chat, user(other), t, { left_chat_member: user(person) });
  await message(chat, user(person), t + 10);
  const [row] = await roll(chappe, chat).then((all) => all.filter(({ name }) => name === person.key));
  expect(row).toMatchObject({ left: null });
  const id = (await chatRow(chappe, chat))?.id ?? '';
  const { body } = await chappe.api.get<{ items: { firstName: string }[] }>(`chats/${id}/members`, { token: admin.accessToken });
  expect(body.items.find(({ firstName }) => firstName === person.key)).toMatchObject({ status: 'member', active: true });
});

describe('an edit', () => {
  it('proves no presence: a live location moves on after its author was removed', async () => {
    const [chat, walker, t] = [newGroup(), chappe.person('walker'), nowSeconds() - 100];
    await member(chat, walker, 'kicked', t);
    await message(chat, user(walker), t - 50, {
      kind: 'edited_message',
      edit_date: t + 50,
      location: { latitude: 1, longitude: 1 },
    });
    expect(await presenceOf(chat)).toEqual([[walker.key, 'kicked', 'out']]);
    const stranger = chappe.person('edited only');
    await message(chat, user(stranger), t - 50, { kind: 'edited_message', edit_date: t + 60, via_bot: { id: 1, is_bot: true } });
    expect(await presenceOf(chat)).toEqual([[walker.key, 'kicked', 'out']]);
  });

  it('does not unblock a bot', async () => {
    const [person, t] = [chappe.person('blocker'), nowSeconds() - 100];
    const chat = { id: person.id, type: 'private', first_name: person.key };
    await message(chat, user(person), t);
    await telegram.give('my_chat_member', {
      ...{ chat, from: user(person), date: t + 10 },
      new_chat_member: { user: { id: chappe.bot.id, is_bot: true, first_name: 'x' }, status: 'kicked' },
    });
    await message(chat, user(person), t, { kind: 'edited_message', edit_date: t + 20 });
    expect(await chatRow(chappe, chat)).toMatchObject({ bot_status: 'kicked', reachable: false });
    expect(await presenceOf(chat)).toMatchObject([[person.key, 'left', 'out']]);
  });
});

describe('updates from chats of others', () => {
  it.each([
    'business_connection',
    'business_message',
    'edited_business_message',
    'deleted_business_messages',
    'guest_message',
    'stopped_message_generation',
  ])('%s makes no chat, no member, and unblocks nothing', async (kind) => {
    const [person, t] = [chappe.person(`of ${kind}`), nowSeconds() - 100];
    const blocked = { id: person.id, type: 'private', first_name: person.key };
    await telegram.give('my_chat_member', {
      ...{ chat: blocked, from: user(person), date: t },
      new_chat_member: { user: { id: chappe.bot.id, is_bot: true, first_name: 'x' }, status: 'kicked' },
    });
    const group = newGroup();
    const event = {
      message_id: 1,
      date: t + 10,
      from: user(person),
      user: user(person),
      text: '/start',
      business_connection_id: 'b',
    };
    const entities = [{ type: 'bot_command', offset: 0, length: 6 }];
    for (const chat of [blocked, group]) await telegram.give(kind, { ...event, entities, chat });
    expect(await chatRow(chappe, blocked)).toMatchObject({ bot_status: 'kicked', reachable: false });
    expect(await presenceOf(blocked)).toMatchObject([[person.key, 'left', 'out']]);
    expect(await chatRow(chappe, group)).toBeUndefined();
    expect(
      await chappe.sql.rows('select from messages join chats on chats.id = chat_id where telegram_id = $1', [person.id]),
    ).toEqual([]);
  });

  it('a chat of a type that is not known is passed over, and holds nothing up', async () => {
    const chat = newGroup({ type: 'community' });
    await message(chat, user(chappe.person('communal')), nowSeconds(), {
      text: '/help',
      entities: [{ type: 'bot_command', offset: 0, length: 5 }],
    });
    expect(await chatRow(chappe, chat)).toBeUndefined();
  });
});

describe('a fact from the future', () => {
  it('is as old as now, and whatever is told later is newer', async () => {
    const [chat, person, t] = [newGroup({ is_forum: true }), chappe.person('time traveller'), nowSeconds() + TEN_YEARS];
    const topic = { message_thread_id: 40, is_topic_message: true };
    await member(chat, person, 'member', t);
    await message({ ...chat, title: 'Forged' }, user(person, { first_name: 'Forged' }), t, {
      ...topic,
      forum_topic_edited: { name: 'Forged' },
    });
    const ahead = `select 1 from chats where greatest(as_of, status_as_of) > now()
      union all select 1 from memberships where greatest(as_of, status_as_of, seen_as_of) > now()
      union all select 1 from telegram_users where as_of > now()
      union all select 1 from topics where greatest(title_as_of, closed_as_of, first_seen_at) > now()`;
    expect(await chappe.sql.rows(ahead)).toEqual([]);
    const later = nowSeconds() + 1; // Telegram tells whole seconds
    await message({ ...chat, title: 'True' }, user(person, { first_name: 'True' }), later, {
      ...topic,
      forum_topic_edited: { name: 'True' },
    });
    await member({ ...chat, title: 'True' }, person, 'left', later);
    expect(await chatRow(chappe, chat)).toMatchObject({ title: 'True' });
    expect((await roll(chappe, chat))[0]).toMatchObject({ status: 'left' });
    expect(
      await chappe.sql.rows('select topics.title from topics join chats on chats.id = chat_id where telegram_id = $1', [chat.id]),
    ).toEqual([{ title: 'True' }]);
  });
});

describe('a profile', () => {
  it('follows who is renamed and only presses buttons', async () => {
    const person = chappe.person('presser');
    await person.send(chappe.bot, 'hi');
    await chappe.sql.rows(`update telegram_users set as_of = now() - interval '1 day' where telegram_id = $1`, [person.id]);
    const chat = { id: person.id, type: 'private', first_name: 'New' };
    const pressed = { message_id: 1, date: nowSeconds() - 1_000, chat };
    const from = user(person, { first_name: 'New', username: 'new_name' });
    await telegram.give('callback_query', { id: '1', from, chat_instance: '1', message: pressed, data: 'x' });
    expect(await profileOf(person)).toMatchObject({ first_name: 'New', username: 'new_name' });
  });

  it('loses a username that somebody else has by newer news, and does not take it back by older', async () => {
    const [first, second, t] = [chappe.person('first holder'), chappe.person('second holder'), nowSeconds() - 100];
    const at = (person: Person, username: string, date: number) =>
      message({ id: person.id, type: 'private', first_name: person.key, username }, user(person, { username }), date);
    await at(first, 'Nick', t);
    await at(second, 'nick', t + 10);
    expect([await profileOf(first), await profileOf(second)]).toMatchObject([{ username: null }, { username: 'nick' }]);
    expect([await chatRow(chappe, first), await chatRow(chappe, second)]).toMatchObject([
      { username: null },
      { username: 'nick' },
    ]);
    const third = chappe.person('third holder');
    await at(third, 'NICK', t + 5);
    expect([await profileOf(third), await profileOf(second)]).toMatchObject([{ username: null }, { username: 'nick' }]);
  });

  it.each([
    ['no name at all', {}],
    ['names that show nothing', { first_name: '\u3164', last_name: '\u200b\u2060' }],
    ['a tag that shows nothing', { first_name: '\u{e0020}' }],
  ])('with %s has none, and its private chat no title', async (what, names) => {
    const person = chappe.person(what);
    const from = { id: person.id, is_bot: false, ...names };
    await message({ id: person.id, type: 'private', ...names }, from, nowSeconds());
    expect(await chatRow(chappe, person)).toMatchObject({ title: null });
    expect(await profileOf(person)).toEqual({ first_name: null, last_name: null, username: null });
  });
});
