import type { TestAccount, TestChappe } from '../support/chappe';
import { Messages, correspondence, pairedPerson, type PairedPerson } from '../support/messages';
import { anyText, containing, including } from '../support/like';

const NOBODYS_ID = '018f0000-0000-7000-8000-000000000000';
const HOSTILE = '<b>*_[`~>#+-=|{}.!\\ & "x"';

let chappe: TestChappe;
let ann: TestAccount;
let chat: PairedPerson;

beforeAll(async () => {
  ({ chappe, ann, chat } = await correspondence());
});

afterAll(async () => {
  await chappe.stop();
});

/** What the bot wrote, the oldest first. */
const texts = ({ person }: PairedPerson): string[] =>
  person.messages(chappe.bot).flatMap(({ from, text }) => (from === 'bot' ? [text] : []));

describe('the order of a chat', () => {
  it('is the order in which messages were accepted, also when one of them has to wait', async () => {
    const { messages, person } = await pairedPerson(chappe, ann, 'ordered');
    chappe.telegram.fault({ on: { method: 'sendMessage', chatId: person.id }, do: { floodWait: 1 }, after: 4, times: 1 });
    const ids: string[] = [];
    for (let i = 0; i < 20; i++) ids.push(await messages.send(`number ${String(i)}`));
    for (const id of ids) await messages.ended(id);
    const arrived = texts({ person } as PairedPerson).filter((text) => text.includes('number'));
    expect(arrived).toEqual(ids.map((_, i) => `ann\nnumber ${String(i)}`));
  });
});

describe('cancelling', () => {
  it('takes back what is still queued, as often as it is asked, and nothing else', async () => {
    const { messages, person } = await pairedPerson(chappe, ann, 'cancelled');
    chappe.telegram.fault({ on: { method: 'sendMessage', chatId: person.id }, do: { floodWait: 2 }, times: 1 });
    const first = await messages.send('stays');
    await messages.when(first, ({ waitingFor }) => waitingFor === 'rate_limit');
    const second = await messages.send('is taken back');
    const cancel = (id: string) => chappe.api.call('DELETE', `messages/${id}`, undefined, { token: messages.token });

    expect([await cancel(second), await cancel(second)]).toMatchObject([{ status: 204 }, { status: 204 }]);
    expect(await messages.get(second)).toMatchObject({ status: 'cancelled', attempt: 0, attempts: [] });
    expect(await messages.ended(first)).toMatchObject({ status: 'sent' });
    expect(await cancel(first)).toMatchObject({
      status: 409,
      body: { code: 'messaging.not_cancellable', detail: containing('sent') },
    });
    const third = await messages.send('goes on');
    expect(await messages.ended(third)).toMatchObject({ status: 'sent' });
    expect(texts({ person } as PairedPerson).join()).not.toContain('is taken back');
  });
});

describe('an idempotency key', () => {
  it('makes one message of however many requests, and answers all of them alike', async () => {
    const { messages, chatId, person } = await pairedPerson(chappe, ann, 'idempotent');
    const post = () => messages.post({ text: 'only once' }, 'order-1');
    const answers = await Promise.all(Array.from({ length: 50 }, post));
    await messages.ended(String(answers[0]?.body.id));
    answers.push(await post());
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(
      await chappe.sql.rows('select count(*)::int from messages where chat_id = $1 and text = $2', [chatId, 'only once']),
    ).toEqual([{ count: 1 }]);
    expect(texts({ person } as PairedPerson).filter((text) => text.includes('only once'))).toHaveLength(1);
  });

  it('is bound to its request', async () => {
    await chat.messages.post({ text: 'first' }, 'order-2');
    for (const other of [{ text: 'second' }, { text: 'first', parseMode: 'HTML' }, { text: 'first', delivery: 'at_most_once' }]) {
      expect(await chat.messages.post(other, 'order-2')).toMatchObject({
        status: 422,
        body: { code: 'messaging.idempotency_key_reused' },
      });
    }
  });

  it('is not used up by a request that was refused', async () => {
    expect(await chat.messages.post({ text: 5 }, 'order-3')).toMatchObject({ status: 400 });
    expect(await chat.messages.post({ text: 'x'.repeat(5_000), overflow: 'refuse' }, 'order-3')).toMatchObject({
      status: 422,
      body: { code: 'messaging.text_too_long' },
    });
    expect(await chat.messages.post({ text: 'mended' }, 'order-3')).toMatchObject({ status: 202 });
  });

  it('belongs to its token: the same key of another one, or of the account, makes another message', async () => {
    const { body } = await chappe.api.post(
      'cabinet/bot-tokens',
      { chatId: chat.chatId, name: 'second' },
      { token: ann.accessToken },
    );
    const senders = [chat.messages, new Messages(chappe.api, String(body.botToken)), new Messages(chappe.api, ann.accessToken)];
    const answers = await Promise.all(senders.map((messages) => messages.post({ text: 'mine', chatId: chat.chatId }, 'order-4')));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(3);
  });

  it.each(['', 'two words', 'ü', 'x'.repeat(256), 'tab\tbed'])('cannot be «%s»', async (key) => {
    const answer = await chat.messages.post({ text: 'x' }, key);
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'messaging.idempotency_key_malformed', errors: [{ field: 'Idempotency-Key' }] },
    });
  });
});

describe('looking messages up', () => {
  it('shows a bot token what was sent with it, and an account all of its own, page by page', async () => {
    const { messages, chatId } = await pairedPerson(chappe, ann, 'listed');
    const mine = await messages.send('by token');
    const other = await new Messages(chappe.api, ann.accessToken).send('by account', { chatId });
    const list = async (token: string, query: string) =>
      (await chappe.api.get<{ items: { id: string }[]; nextCursor: string | null }>(`messages?${query}`, { token })).body;
    expect((await list(messages.token, '')).items.map(({ id }) => id)).toEqual([mine]);
    const first = await list(ann.accessToken, 'limit=1');
    expect(first.items.map(({ id }) => id)).toEqual([other]);
    expect((await list(ann.accessToken, `limit=1&cursor=${first.nextCursor ?? ''}`)).items.map(({ id }) => id)).toEqual([mine]);
    expect(await chappe.api.get(`messages/${other}`, { token: messages.token })).toMatchObject({ status: 404 });
    expect(await chappe.api.get(`messages/${mine}`, { token: ann.accessToken })).toMatchObject({ status: 200 });
  });

  it('tells nobody whether somebody else’s message exists', async () => {
    const bob = await chappe.register('bob');
    const bobs = await pairedPerson(chappe, bob, 'bob');
    const id = await chat.messages.send('private');
    for (const token of [bob.accessToken, bobs.botToken]) {
      for (const method of ['GET', 'DELETE']) {
        const [foreign, unknown] = await Promise.all(
          [id, NOBODYS_ID].map((one) => chappe.api.call(method, `messages/${one}`, undefined, { token })),
        );
        expect(foreign).toMatchObject({ status: 404, body: { code: 'messaging.message_not_found' } });
        expect({ ...foreign?.body, requestId: '' }).toEqual({ ...unknown?.body, requestId: '' });
      }
    }
    const chats = await Promise.all(
      [chat.chatId, NOBODYS_ID].map((chatId) =>
        chappe.api.post('messages', { type: 'text', text: 'x', chatId }, { token: bob.accessToken }),
      ),
    );
    expect(chats).toMatchObject([
      { status: 404, body: { code: 'messaging.chat_not_found' } },
      { status: 404, body: { code: 'messaging.chat_not_found' } },
    ]);
    expect(await bobs.messages.post({ text: 'x', chatId: chat.chatId })).toMatchObject({
      status: 422,
      body: { code: 'messaging.token_bound' },
    });
  });

  it('is for those who bring a token', async () => {
    const refused = { status: 401, body: { code: 'bot_tokens.refused' } };
    const almost = `${chat.botToken.slice(0, -1)}${chat.botToken.endsWith('0') ? '1' : '0'}`;
    for (const token of [almost, 'chp_x', `chp_${'0'.repeat(49)}`]) {
      expect(await chappe.api.get('messages', { token })).toMatchObject(refused);
    }
    for (const token of [undefined, 'nonsense', ann.refreshToken]) {
      expect(await chappe.api.post('messages', { type: 'text', text: 'x' }, { token })).toMatchObject({
        status: 401,
        body: { code: 'auth.unauthenticated' },
      });
    }
    expect(await chappe.api.get('cabinet/bot-tokens', { token: chat.botToken })).toMatchObject({ status: 403 });
    expect(await chappe.api.get('messages/not-an-id', { token: chat.botToken })).toMatchObject({ status: 400 });
  });
});

describe('what is sent', () => {
  it.each([
    ['no type', { text: 'x', type: undefined }, 'type'],
    ['an unknown type', { text: 'x', type: 'poll' }, 'type'],
    ['no text', {}, 'text'],
    ['an empty text', { text: '' }, 'text'],
    ['a text that is none', { text: { a: 1 } }, 'text'],
    ['NUL', { text: 'a\0b' }, 'text'],
    ['half a character', { text: '\udc00' }, 'text'],
    ['an unknown markup', { text: 'x', parseMode: 'BBCode' }, 'parseMode'],
    ['an unknown policy', { text: 'x', delivery: 'exactly_once' }, 'delivery'],
    ['a chat that is no id', { text: 'x', chatId: '12' }, 'chatId'],
    ['an unknown field', { text: 'x', botToken: 'secret' }, 'botToken'],
  ])('is refused with %s, and the field is named', async (_, body, field) => {
    const answer = await chat.messages.post(body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
    expect(answer.body.errors).toEqual(including([{ field, message: anyText }]));
  });

  it('may be as long as Telegram takes it together with the heading, counted in characters', async () => {
    const room = 4_096 - 'ann\n'.length;
    expect(await chat.messages.post({ text: '😀'.repeat(room + 1), overflow: 'refuse' })).toMatchObject({
      status: 422,
      body: { detail: containing(String(room)) },
    });
    expect(await chat.messages.ended(await chat.messages.send('😀'.repeat(room)))).toMatchObject({ status: 'sent' });
    // Telegram counts what is left when the markup is gone.
    const marked = await chat.messages.ended(await chat.messages.send(`<b>${'x'.repeat(room)}</b>`, { parseMode: 'HTML' }));
    expect(marked).toMatchObject({ status: 'sent', telegramMessageIds: [anyText] });
  });

  it.each([' ', '\n\t', '\u00a0\u2003'])('is refused when it holds nothing but blanks (%j)', async (text) => {
    expect(await chat.messages.post({ text })).toMatchObject({ status: 422, body: { code: 'messaging.text_blank' } });
  });

  it('needs to say to which chat when an account sends', async () => {
    const answer = await new Messages(chappe.api, ann.accessToken).post({ text: 'x' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'messaging.chat_missing', errors: [{ field: 'chatId' }] } });
  });

  it.each([
    { parseMode: undefined, text: '1 < 2 & <b>not bold *nor this*', expected: '1 < 2 & <b>not bold *nor this*', found: ['bold'] },
    { parseMode: 'HTML', text: '1 &lt; 2 <i>slanted</i>', expected: '1 < 2 slanted', found: ['bold', 'italic'] },
    { parseMode: 'MarkdownV2', text: '1 \\< 2 _slanted_', expected: '1 < 2 slanted', found: ['bold', 'italic'] },
    { parseMode: 'Markdown', text: '1 < 2 _slanted_', expected: '1 < 2 slanted', found: ['italic'] },
  ])(
    'arrives under the sender’s name, which is text whatever it holds ($parseMode)',
    async ({ parseMode, text, expected, found }) => {
      const sender = await chappe.api.post<{ accessToken: string; account: { id: string } }>('auth/register', {
        username: `hostile.${parseMode ?? 'plain'}`,
        password: 'long enough it is',
        name: HOSTILE,
      });
      const account = { ...ann, id: sender.body.account.id, accessToken: sender.body.accessToken };
      const { person, messages } = await pairedPerson(chappe, account, `to.${parseMode ?? 'plain'}`);
      const notice = await person.expectMessage(chappe.bot, /^Linked by/);
      expect(notice.text).toContain(`Linked by ${HOSTILE}. `);

      const ended = await messages.ended(await messages.send(text, parseMode === undefined ? {} : { parseMode }));
      expect(ended).toMatchObject({ status: 'sent', formattingDropped: false });
      const { entities } = await person.expectMessage(chappe.bot, (message) => message.text === `${HOSTILE}\n${expected}`);
      expect(entities.map(({ type }) => type)).toEqual(found);
      if (found[0] === 'bold') expect(entities[0]).toMatchObject({ offset: 0, length: HOSTILE.length });
    },
  );
});
