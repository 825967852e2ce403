import type { Chat, EmulatedMessage, Person } from '@app/telegram-emulator';
import { ask, askIn, press } from '../support/bot-talk';
import { TestChappe, type TestAccount } from '../support/chappe';
import { settled } from '../support/rolls';
import { waitFor } from '../support/wait-for';
import { textUpdate, WebhookDoor } from '../support/webhook-door';

interface Pairing {
  readonly id: string;
  readonly state: string;
  readonly link: string;
  readonly groupLink: string;
  readonly qrSvg: string;
  readonly chatId: string | null;
}

let chappe: TestChappe;
let account: TestAccount;
let boss: Person;
let member: Person;

beforeAll(async () => {
  chappe = await TestChappe.start();
  account = await chappe.register('account');
  [boss, member] = [chappe.person('boss'), chappe.person('member')];
});

afterAll(async () => {
  await chappe.stop();
});

const as = ({ accessToken }: TestAccount) => ({ token: accessToken });
const begin = async (): Promise<Pairing> => (await chappe.api.post<Pairing>('cabinet/pairings', {}, as(account))).body;
const read = async ({ id }: Pairing): Promise<Pairing> =>
  (await chappe.api.get<Pairing>(`cabinet/pairings/${id}`, as(account))).body;
const linked = (pairing: Pairing): Promise<Pairing> =>
  waitFor('the chat to be linked', async () => {
    const now = await read(pairing);
    return now.state === 'linked' && now;
  });
const payloadOf = (link: string): string => new URL(link).search.replace(/^\?\w+=/, '');
const groupOf = (title: string): Chat =>
  chappe.telegram.supergroup(title, { owner: boss, members: [chappe.bot, member], forum: true });

/** Presses a button in a group and answers what the person is shown for it. */
async function pressIn(chat: Chat, person: Person, button: string, message: EmulatedMessage): Promise<string> {
  const query = await person.in(chat).press(button, message);
  return (await person.expectAnswer(chappe.bot, query)).text ?? '';
}

const postWith = (token: string, text: string) => chappe.api.post('messages', { type: 'text', text }, { token });

describe('a pairing that an account begins', () => {
  it('has a link, one for groups, and an image of it', async () => {
    const pairing = await begin();
    expect(pairing).toMatchObject({ state: 'waiting', chatId: null });
    expect(pairing.link).toMatch(/^https:\/\/t\.me\/house_bot\?start=[\w-]{22}$/);
    expect(pairing.groupLink).toBe(pairing.link.replace('start', 'startgroup'));
    expect(pairing.qrSvg).toMatch(/^<svg/);
    expect(await read(pairing)).toEqual(pairing);
  });

  it('links a private chat when its person says yes, and names the account first', async () => {
    const pairing = await begin();
    const ann = chappe.person('ann');
    const question = await ask(chappe, ann, `/start ${payloadOf(pairing.link)}`);
    expect(question.text).toBe('Link this chat with account? Their systems can then send messages here.');
    expect((await press(chappe, ann, question, 'Yes')).text).toContain('Linked by account.');
    const { chatId } = await linked(pairing);
    const token = await chappe.api.post<{ botToken: string }>('cabinet/bot-tokens', { chatId }, as(account));
    expect((await postWith(token.body.botToken, 'hello')).status).toBe(202);
    await ann.expectMessage(chappe.bot, /hello/);
  });

  it('is declined by a no, and its link is good for nothing after that', async () => {
    const pairing = await begin();
    const bob = chappe.person('bob');
    const question = await ask(chappe, bob, `/start ${payloadOf(pairing.link)}`);
    expect((await press(chappe, bob, question, 'No')).text).toBe('Not linked.');
    expect((await read(pairing)).state).toBe('declined');
    expect((await ask(chappe, bob, `/start ${payloadOf(pairing.link)}`)).text).toContain('not valid any more');
  });

  it('is good for one chat: who comes second is told that it is gone', async () => {
    const pairing = await begin();
    const [first, second] = [chappe.person('first'), chappe.person('second')];
    const firstQuestion = await ask(chappe, first, `/start ${payloadOf(pairing.link)}`);
    const secondQuestion = await ask(chappe, second, `/start ${payloadOf(pairing.link)}`);
    await press(chappe, first, firstQuestion, 'Yes');
    expect((await press(chappe, second, secondQuestion, 'Yes')).text).toContain('not valid any more');
  });

  it('never takes over a chat that is linked already', async () => {
    const other = await chappe.register('other');
    const zoe = chappe.person('zoe');
    await chappe.pair(other, zoe);
    await zoe.expectMessage(chappe.bot, /^Linked by other/);
    const question = await ask(chappe, zoe, `/start ${payloadOf((await begin()).link)}`);
    const words = /linked already/;
    await press(chappe, zoe, question, 'Yes');
    expect((await zoe.expectMessage(chappe.bot, words)).messageId).toBe(question.messageId);
  });

  it("can be taken back, expires, and is nobody else's", async () => {
    const pairing = await begin();
    const stranger = await chappe.register('stranger');
    expect((await chappe.api.get(`cabinet/pairings/${pairing.id}`, as(stranger))).status).toBe(404);
    expect((await chappe.api.call('DELETE', `cabinet/pairings/${pairing.id}`, undefined, as(stranger))).status).toBe(404);
    expect((await chappe.api.call('DELETE', `cabinet/pairings/${pairing.id}`, undefined, as(account))).status).toBe(204);
    expect((await read(pairing)).state).toBe('cancelled');
    const old = await begin();
    await chappe.sql.rows(`update pairings set expires_at = now() where id = $1`, [old.id]);
    expect((await read(old)).state).toBe('expired');
    const uma = chappe.person('uma');
    for (const { link } of [pairing, old]) {
      expect((await ask(chappe, uma, `/start ${payloadOf(link)}`)).text).toContain('not valid any more');
    }
  });

  it('needs a bot that can ask', async () => {
    const answer = await chappe.api.post('cabinet/pairings', { botId: '018f0000-0000-7000-8000-000000000000' }, as(account));
    expect(answer).toMatchObject({ status: 409, body: { code: 'cabinet.bot_not_listening' } });
  });

  it('is limited to 20 that are open', async () => {
    const busy = await chappe.register('busy');
    const statuses: number[] = [];
    for (let count = 0; count < 21; count++) statuses.push((await chappe.api.post('cabinet/pairings', {}, as(busy))).status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
    const { body } = await chappe.api.get<{ items: Pairing[]; nextCursor: string }>('cabinet/pairings?limit=3', as(busy));
    expect(body.items.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
  });
});

describe('a group', () => {
  it('is linked by its link when an admin says yes, and not when somebody else does', async () => {
    const pairing = await begin();
    const group = groupOf('By link');
    const question = await askIn(group, boss, `/start@house_bot ${payloadOf(pairing.groupLink)}`);
    expect(question.text).toContain('An admin of this chat decides.');
    expect(await pressIn(group, member, 'Yes', question)).toBe('Only an admin of this chat may do that.');
    expect((await read(pairing)).state).toBe('waiting');
    await pressIn(group, boss, 'Yes', question);
    await group.expectMessage(/^Linked by account/);
    expect(await linked(pairing)).toMatchObject({ chatId: expect.any(String) as string });
  });

  it('shows its code to an admin only, in a window of their own', async () => {
    const group = groupOf('By code');
    const { messageId } = await member.in(group).send('/link@house_bot');
    const offer = await group.expectMessage(/An admin of this chat may have a code/, { after: messageId });
    expect(await pressIn(group, member, 'Show the code', offer)).toBe('Only an admin of this chat may do that.');
    const shown = await pressIn(group, boss, 'Show the code', offer);
    const [code = ''] = /[\dA-Z]{4}-[\dA-Z]{4}/.exec(shown) ?? [];
    expect(group.messages().every(({ text }) => !text.includes(code))).toBe(true);
    const { status, body } = await chappe.api.post<{ botToken: string }>('cabinet/bot-tokens', { code }, as(account));
    expect(status).toBe(201);
    expect((await postWith(body.botToken, 'to the group')).status).toBe(202);
    await group.expectMessage(/to the group/, { timeoutMs: 15_000 });
  });

  it('may have one of its topics written to', async () => {
    const forum = groupOf('Forum');
    const topic = await boss.in(forum).createTopic('Alarms');
    const { messageId } = await boss.in(forum).send('/link@house_bot', { topic });
    const isOffer = ({ topicId, text }: EmulatedMessage): boolean => topicId === topic.id && text.includes('may have a code');
    const offer = await forum.expectMessage(isOffer, { after: messageId });
    const code = (await pressIn(forum, boss, 'Show the code', offer)).slice('The code is '.length, 'The code is '.length + 9);
    const { body } = await chappe.api.post<{ botToken: string; topicId: number }>('cabinet/bot-tokens', { code }, as(account));
    expect(body.topicId).toBe(topic.id);
    await postWith(body.botToken, 'it burns');
    await forum.expectMessage(/it burns/, { timeoutMs: 20_000 });
    expect(forum.messages({ topicId: topic.id }).map(({ text }) => text)).toEqual(
      expect.arrayContaining([expect.stringContaining('it burns'), expect.stringContaining('Linked by')]),
    );
  });

  it('is unlinked by an admin only', async () => {
    const pairing = await begin();
    const group = groupOf('Unlinked');
    const question = await askIn(group, boss, `/start@house_bot ${payloadOf(pairing.groupLink)}`);
    await pressIn(group, boss, 'Yes', question);
    const notice = await group.expectMessage(/^Linked by account/);
    expect(await pressIn(group, member, 'Undo', notice)).toBe('Only an admin of this chat may do that.');
    const unlink = await askIn(group, boss, '/unlink@house_bot');
    expect(unlink.text).toContain('This chat is linked with account.');
    expect(await pressIn(group, boss, 'Yes', unlink)).toBe('Unlinked.');
    await settled(chappe);
    expect(await chappe.sql.rows('select account_id from chats where telegram_id = $1', [group.id])).toEqual([
      { account_id: null },
    ]);
  });

  it('is asked about again while Telegram does not answer', async () => {
    const pairing = await begin();
    const group = groupOf('Patient');
    const question = await askIn(group, boss, `/start@house_bot ${payloadOf(pairing.groupLink)}`);
    chappe.telegram.fault({ on: { method: 'getChatMember' }, do: { http: [502, 'Bad Gateway'] }, times: 1 });
    const query = await boss.in(group).press('Yes', question);
    await waitFor('the first question to fail', () =>
      Promise.resolve(chappe.telegram.calls.some(({ method, status }) => method === 'getChatMember' && status === 502)),
    );
    await chappe.sql.rows('update chat_decisions set due_at = now()');
    await boss.expectAnswer(chappe.bot, query, { timeoutMs: 15_000 });
    await linked(pairing);
  });
});

it('/unlink in private asks, and does nothing on a no', async () => {
  const ida = chappe.person('ida');
  expect((await ask(chappe, ida, '/unlink')).text).toBe('This chat is not linked with anybody.');
  const code = /code is (\S+)/.exec((await ask(chappe, ida, '/link')).text)?.[1];
  await chappe.api.post('cabinet/bot-tokens', { code }, as(account));
  await ida.expectMessage(chappe.bot, /^Linked by/);
  expect((await press(chappe, ida, await ask(chappe, ida, '/unlink'), 'No')).text).toBe('It stays linked.');
  const unlink = await ask(chappe, ida, '/unlink');
  expect((await press(chappe, ida, unlink, 'Yes')).text).toContain('Unlinked. Nothing more will arrive here');
});

it('a forged button ends no link of another chat', async () => {
  const ann = chappe.person('annie');
  const { chatId } = await chappe.pair(account, ann);
  const [pairing] = await chappe.sql.rows<{ pairing_id: string }>('select pairing_id from chats where id = $1', [chatId]);
  const mallory = { id: 666_666, first_name: 'Mallory', is_bot: false };
  const door = await WebhookDoor.of(chappe);
  await door.post(textUpdate(900_001, mallory.id, '/help', 'Mallory'));
  const message = { message_id: 5, date: 1_750_000_000, chat: { ...mallory, type: 'private' }, text: 'x' };
  const press = { id: '77', from: mallory, chat_instance: '1', data: `unlink:${String(pairing?.pairing_id)}`, message };
  await door.post({ update_id: 900_002, callback_query: press });
  await settled(chappe);
  expect(await chappe.sql.rows('select account_id from chats where id = $1', [chatId])).toEqual([{ account_id: account.id }]);
});
