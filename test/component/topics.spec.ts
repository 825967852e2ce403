import { arrivalIn } from '../support/bot-talk';
import type { Chat, Person } from '@app/telegram-emulator';
import { ForgettingService } from '@app/updates';
import { TestChappe, type TestAccount } from '../support/chappe';
import { chatRow, replay, settled } from '../support/rolls';
import { WebhookDoor } from '../support/webhook-door';

interface TopicRow {
  readonly topicId: number;
  readonly title: string | null;
  readonly closed: boolean;
  readonly firstSeenAt: string;
}
interface Page {
  readonly items: TopicRow[];
  readonly nextCursor: string | null;
}

const NOBODYS_ID = '018f0000-0000-7000-8000-000000000000';
/** Numbers of updates that the emulator does not reach. */
const FAR = 3_000_000_000;
const NOON = 1_700_000_000;

let chappe: TestChappe;
let admin: TestAccount;
let stranger: TestAccount;
let door: WebhookDoor;
let owner: Person;
let forums = 0;

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { CHAPPE_EMBEDDED: 'on' } });
  [admin, stranger] = [await chappe.register('admin'), await chappe.register('stranger')];
  door = await WebhookDoor.of(chappe);
  owner = chappe.person('owner');
});

afterAll(async () => {
  await chappe.stop();
});

/** A forum in which the bot hears everything. */
async function newForum(): Promise<Chat> {
  const forum = chappe.telegram.supergroup(`Forum ${String((forums += 1))}`, { owner, forum: true });
  await owner.in(forum).add(chappe.bot, {});
  return forum;
}

const idOf = async (chat: { id: number }): Promise<string> => (await chatRow(chappe, chat))?.id ?? '';
const read = async <Body = Page>(chat: { id: number }, query = '', account = admin) =>
  await chappe.api.get<Body>(`chats/${await idOf(chat)}/topics${query}`, { token: account.accessToken });
const topicsOf = async (chat: { id: number }): Promise<unknown[]> =>
  (await read(chat)).body.items.map(({ topicId, title, closed }) => [topicId, title, closed]);

/** Gives Chappe a message in a topic, so many seconds after noon and with this number. */
async function tell(chat: { id: number }, [second, number]: readonly [number, number], message: object): Promise<void> {
  const about = {
    message_id: number,
    date: NOON + second,
    chat: { id: chat.id, type: 'supergroup', title: 'F', is_forum: true },
  };
  const written = { ...about, from: { id: owner.id, is_bot: false, first_name: 'owner' }, is_topic_message: true };
  const answer = await door.post({ update_id: FAR + number, message: { ...written, message_thread_id: 40, ...message } });
  expect(answer.status).toBe(200);
}

describe('a topic', () => {
  it('is known from when it is made, and is followed when it is closed and opened again', async () => {
    const forum = await newForum();
    const { id } = await owner.in(forum).createTopic('Plans');
    const told = [await topicsOf(forum)];
    await owner.in(forum).closeTopic({ id });
    told.push(await topicsOf(forum));
    await owner.in(forum).closeTopic({ id }, false);
    told.push(await topicsOf(forum));
    expect(told).toEqual([[[id, 'Plans', false]], [[id, 'Plans', true]], [[id, 'Plans', false]]]);
    expect(Date.parse((await read(forum)).body.items[0]?.firstSeenAt ?? '')).toBeLessThanOrEqual(Date.now());
  });

  it('has the newest of its names, whatever messages quote of the first one', async () => {
    const forum = await newForum();
    const first = { reply_to_message: { message_id: 40, date: NOON, forum_topic_created: { name: 'Plans' } } };
    await tell(forum, [0, 101], { forum_topic_created: { name: 'Plans' } });
    await tell(forum, [0, 102], { forum_topic_edited: { name: 'Dreams' }, ...first });
    await tell(forum, [5, 103], { text: 'in the topic', ...first });
    await tell(forum, [6, 104], { forum_topic_edited: {}, ...first });
    expect(await topicsOf(forum)).toEqual([[40, 'Dreams', false]]);
  });

  it('that is seen by a message only has the name which that quotes, or none yet', async () => {
    const forum = await newForum();
    const { id } = await owner.in(forum).createTopic('Unheard');
    await settled(chappe);
    await chappe.sql.rows('delete from topics where topic_id = $1 and chat_id = $2', [id, await idOf(forum)]);
    await owner.in(forum).send('hello', { topic: { id } });
    expect(await topicsOf(forum)).toEqual([[id, null, false]]);
    const quoted = { message_id: id, date: NOON - 9, forum_topic_created: { name: 'Unheard' } };
    await tell(forum, [0, 110], { message_thread_id: id, text: 'hello again', reply_to_message: quoted });
    expect(await topicsOf(forum)).toEqual([[id, 'Unheard', false]]);
  });

  it('is as Telegram told last, by its clock and then by the number, whatever the order of arrival', async () => {
    const forum = await newForum();
    await tell(forum, [9, 125], { forum_topic_closed: {} });
    await tell(forum, [8, 124], { forum_topic_reopened: {} });
    await tell(forum, [5, 123], { forum_topic_edited: { name: 'Third' } });
    await tell(forum, [5, 122], { forum_topic_edited: { name: 'Second' } });
    await tell(forum, [0, 128], { forum_topic_created: { name: 'First' } });
    expect(await topicsOf(forum)).toEqual([[40, 'Third', true]]);
    const { firstSeenAt = '' } = (await read(forum)).body.items[0] ?? {};
    expect(Date.parse(firstSeenAt)).toBe(NOON * 1_000);
  });

  it('is not changed by news that come twice, or backwards', async () => {
    const forum = await newForum();
    const [one, two] = [await owner.in(forum).createTopic('One'), await owner.in(forum).createTopic('Two')];
    await owner.in(forum).closeTopic(one);
    await owner.in(forum).send('hi', { topic: two });
    const before = await read(forum);
    expect(before.body.items).toMatchObject([{ title: 'One', closed: true }, { title: 'Two' }]);
    await replay(chappe, [forum.id], 'id');
    expect((await read(forum)).body).toEqual(before.body);
    await chappe.sql.rows('delete from topics where chat_id = $1', [await idOf(forum)]);
    await replay(chappe, [forum.id], 'id desc');
    expect((await read(forum)).body).toEqual(before.body);
  });

  it('and many others at once are each known once', async () => {
    const forum = await newForum();
    const names = Array.from({ length: 9 }, (_, i) => `Topic ${String(i)}`);
    const made = await Promise.all(names.map((name) => owner.in(forum).createTopic(name)));
    await Promise.all(made.flatMap((topic) => [owner.in(forum).send('a', { topic }), owner.in(forum).send('b', { topic })]));
    expect(await topicsOf(forum)).toEqual(made.map(({ id, name }) => [id, name, false]));
  });

  it('is General when its number is not told', async () => {
    const forum = await newForum();
    const general = { message_thread_id: undefined, is_topic_message: undefined };
    await tell(forum, [0, 140], { ...general, forum_topic_edited: { name: 'Lobby' } });
    await tell(forum, [1, 141], { ...general, general_forum_topic_hidden: {} });
    await tell(forum, [2, 142], { ...general, text: 'in General' });
    expect(await topicsOf(forum)).toEqual([[1, 'Lobby', true]]);
  });

  it('stays with its forum when the bot had met that as two chats', async () => {
    const group = chappe.telegram.group('Movers', { owner, members: [chappe.bot] });
    const chatId = await idOf(group);
    await arrivalIn(group); // what is sent to a group that has moved would find out
    const moved = await owner.in(group).migrate();
    await settled(chappe);
    await chappe.sql.rows('update chats set telegram_id = $2, former_telegram_id = null where id = $1', [chatId, group.id]);
    await tell(moved, [0, 150], { forum_topic_created: { name: 'Rescued' } });
    expect(await idOf(moved)).not.toBe(chatId);
    await replay(chappe, [group.id], 'id');
    expect(await idOf(moved)).toBe(chatId);
    expect(await topicsOf(moved)).toEqual([[40, 'Rescued', false]]);
  });

  it('of a private chat is forgotten with the person, and not learned again', async () => {
    const zoe = chappe.person('zoe');
    await zoe.send(chappe.bot, 'hi');
    const [bot] = await chappe.sql.rows<{ id: string }>('select id from bots');
    const chat = { id: zoe.id, type: 'private', first_name: 'zoe' };
    await tell(zoe, [0, 160], { chat, forum_topic_created: { name: 'My secret' } });
    expect(await topicsOf(zoe)).toEqual([[40, 'My secret', false]]);
    await chappe.app.get(ForgettingService, { strict: false }).forget({ botId: bot?.id ?? '', telegramId: zoe.id });
    await tell(zoe, [1, 161], { chat, forum_topic_edited: { name: 'My next secret' } });
    await settled(chappe);
    expect(await chappe.sql.rows(`select title from topics where title ~ 'secret'`)).toEqual([]);
  });
});

describe('the topics of a chat', () => {
  it('come in pages, and as a file without formulas', async () => {
    const forum = await newForum();
    const ids: number[] = [];
    for (const name of ['=1+1', 'Two', 'Three']) ids.push((await owner.in(forum).createTopic(name)).id);
    const first = (await read(forum, '?limit=2')).body;
    const second = (await read(forum, `?limit=2&cursor=${first.nextCursor ?? ''}`)).body;
    expect([first, second].map(({ items }) => items.map(({ topicId }) => topicId))).toEqual([ids.slice(0, 2), ids.slice(2)]);
    expect(second.nextCursor).toBeNull();
    expect(Object.keys(first.items[0] ?? {})).toEqual(['topicId', 'title', 'closed', 'firstSeenAt']);
    const { headers, text } = await read(forum, '?format=csv');
    expect(headers.get('content-disposition')).toBe('attachment; filename="topics.csv"');
    expect(text.split('\r\n').slice(0, 2)).toEqual([
      '"topicId","title","closed","firstSeenAt"',
      expect.stringMatching(new RegExp(`^"${String(ids[0])}","'=1\\+1","false","20`)),
    ]);
  });

  it('are none in a chat without topics', async () => {
    const plain = chappe.telegram.group('Plain', { owner, members: [chappe.bot] });
    await owner.in(plain).send('hi');
    expect((await read(plain)).body).toEqual({ items: [], nextCursor: null });
  });

  it('are shown to those who may see the chat, and to nobody else', async () => {
    const forum = await newForum();
    const unknown = { status: 404, body: { code: 'chats.chat_not_found' } };
    expect(await read(forum, '', stranger)).toMatchObject(unknown);
    expect(await chappe.api.get(`chats/${NOBODYS_ID}/topics`, { token: admin.accessToken })).toMatchObject(unknown);
    expect(await chappe.api.get(`chats/${await idOf(forum)}/topics`)).toMatchObject({ status: 401 });
    expect(await chappe.api.get('chats/x/topics', { token: admin.accessToken })).toMatchObject({ status: 400 });
    expect(await read(forum, '?cursor=x')).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
  });
});
