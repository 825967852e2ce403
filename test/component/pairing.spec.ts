import { TestChappe, type TestAccount } from '../support/chappe';
import { Messages, pairedPerson } from '../support/messages';
import { waitFor } from '../support/wait-for';
import { WebhookDoor } from '../support/webhook-door';
import { containing, including } from '../support/like';

const NOBODYS_ID = '018f0000-0000-7000-8000-000000000000';

let chappe: TestChappe;
let ann: TestAccount;

beforeAll(async () => {
  chappe = await TestChappe.start();
  ann = await chappe.register('ann');
});

afterAll(async () => {
  await chappe.stop();
});

const create = (account: TestAccount, body: unknown) =>
  chappe.api.post('cabinet/bot-tokens', body, { token: account.accessToken });

describe('the button under the notice', () => {
  it('undoes the link: the token is dead at once, the notice says so, and a second press says that it has ended', async () => {
    const { person, messages, chatId } = await pairedPerson(chappe, ann, 'undoing');
    const notice = await person.expectMessage(chappe.bot, /^Linked by ann/);
    const first = await person.press(chappe.bot, 'Undo', notice);
    const second = await person.press(chappe.bot, 'Undo', notice);
    expect(await person.expectAnswer(chappe.bot, first)).toEqual({ text: containing('Unlinked') });
    expect(await person.expectAnswer(chappe.bot, second)).toEqual({ text: containing('ended already') });
    const edited = await person.expectMessage(chappe.bot, ({ editDate }) => editDate !== undefined);
    expect(edited).toMatchObject({ messageId: notice.messageId });
    expect(edited.replyMarkup).toBeUndefined();

    expect(await messages.post({ text: 'x' })).toMatchObject({ status: 401, body: { code: 'bot_tokens.refused' } });
    expect(await new Messages(chappe.api, ann.accessToken).post({ text: 'x', chatId })).toMatchObject({ status: 404 });
    expect(await create(ann, { chatId })).toMatchObject({ status: 404, body: { code: 'cabinet.chat_not_found' } });
  });

  it('takes back what was to arrive later, and leaves what waits elsewhere', async () => {
    const [{ person, messages }, other] = [
      await pairedPerson(chappe, ann, 'leaving'),
      await pairedPerson(chappe, ann, 'staying'),
    ];
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const [later, elsewhere] = [await messages.send('later', { sendAt }), await other.messages.send('later', { sendAt })];
    const notice = await person.expectMessage(chappe.bot, /^Linked by ann/);
    await person.expectAnswer(chappe.bot, await person.press(chappe.bot, 'Undo', notice));
    const ofAnn = new Messages(chappe.api, ann.accessToken);
    expect(await ofAnn.get(later)).toMatchObject({ status: 'cancelled' });
    expect(await ofAnn.get(elsewhere)).toMatchObject({ status: 'queued' });
    expect(await chappe.sql.rows('select 1 from lanes where open > 0 and chat_id = $1', [other.chatId])).toEqual([]);
  });

  it('undoes its own link only: after a new one the old button is dead, and another account may have the chat', async () => {
    const { person } = await pairedPerson(chappe, ann, 'moving');
    const notice = await person.expectMessage(chappe.bot, /^Linked by ann/);
    await person.expectAnswer(chappe.bot, await person.press(chappe.bot, 'Undo', notice));
    const bob = await chappe.register('bob');
    const { botToken } = await chappe.pair(bob, person);

    const data = notice.replyMarkup?.inline_keyboard?.[0]?.[0]?.callback_data;
    const from = { id: person.id, is_bot: false, first_name: 'moving' };
    const message = { message_id: notice.messageId, date: 1, chat: { id: person.id, type: 'private', first_name: 'moving' } };
    const door = await WebhookDoor.of(chappe);
    await door.post({ update_id: 1, callback_query: { id: '1', from, message, chat_instance: '1', data } });
    await waitFor('the old button to be pressed', async () => {
      const pressed = await chappe.sql.rows(`select 1 from updates where update_id = 1 and status = 'processed'`);
      return pressed.length === 1;
    });
    expect(await new Messages(chappe.api, botToken).post({ text: 'still by bob' })).toMatchObject({ status: 202 });
    expect(await chappe.sql.rows('select account_id from chats where telegram_id = $1', [person.id])).toEqual([
      { account_id: bob.id },
    ]);
  });

  it('answers every button, also one that nobody knows', async () => {
    const person = chappe.person('curious');
    await chappe.readCode(person);
    const chat = {
      chat_id: person.id,
      text: 'old',
      reply_markup: { inline_keyboard: [[{ text: 'What?', callback_data: 'gone' }]] },
    };
    const headers = { 'content-type': 'application/json' };
    await fetch(`${chappe.telegram.apiRoot}/bot${chappe.bot.token}/sendMessage`, {
      method: 'POST',
      headers,
      body: JSON.stringify(chat),
    });
    expect(await person.expectAnswer(chappe.bot, await person.press(chappe.bot, 'What?'))).toEqual({});
  });
});

describe('greetings', () => {
  it.each(['<b>Eve</b> & *_[`', '[x](https://evil.example)', '\u202eEve', '😀😀', 'E'.repeat(64)])(
    'takes the name %s as text',
    async (firstName) => {
      const person = chappe.telegram.person(`named ${firstName}`, { firstName });
      const code = await chappe.readCode(person);
      const { text, entities } = await person.expectMessage(chappe.bot, /Your code is/);
      const name = firstName.replace('\u202e', ''); // Telegram drops it
      expect(text.startsWith(`Hello, ${name}! Nice to meet you.\n\n`)).toBe(true);
      const shown = entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]);
      expect(shown).toEqual(
        including([
          ['bold', name],
          ['code', code],
        ]),
      );
      expect(shown.filter(([type]) => type === 'text_link')).toEqual([]);
      expect(shown.filter(([type]) => type === 'bold')).toHaveLength(1);
    },
  );

  it('knows who was here before', async () => {
    const person = chappe.person('again');
    await chappe.readCode(person);
    const { messageId } = await person.send(chappe.bot, '/start');
    await person.expectMessage(chappe.bot, /^Welcome back, again!/, { after: messageId });
  });
});

describe('bot tokens', () => {
  it('are made with a code, or for a chat that is paired already, and shown once', async () => {
    const { chatId, botToken } = await pairedPerson(chappe, ann, 'several');
    const second = await create(ann, { chatId, name: 'billing' });
    expect(second).toMatchObject({ status: 201, body: { chatId, name: 'billing', chat: { id: chatId, type: 'private' } } });
    expect(second.body.botToken).not.toBe(botToken);
    const list = await chappe.api.get('cabinet/bot-tokens', { token: ann.accessToken });
    expect(list.body).toMatchObject({
      items: including([expect.objectContaining({ id: second.body.id, ending: String(second.body.botToken).slice(-4) })]),
    });
    expect(list.text).not.toContain('chp_');
    expect(await chappe.sql.rows(`select 1 from bot_tokens where encode(token_hash, 'escape') like '%chp_%'`)).toEqual([]);
  });

  it('are refused without a chat of one’s own', async () => {
    const { chatId } = await pairedPerson(chappe, ann, 'owned');
    const eve = await chappe.register('eve');
    expect(await create(eve, { chatId })).toMatchObject({ status: 404, body: { code: 'cabinet.chat_not_found' } });
    expect(await create(eve, { chatId: NOBODYS_ID })).toMatchObject({ status: 404, body: { code: 'cabinet.chat_not_found' } });
    for (const body of [{}, { code: 'AAAA-AAAA', chatId }]) {
      expect(await create(eve, body)).toMatchObject({ status: 400, body: { code: 'cabinet.code_or_chat' } });
    }
  });

  it.each([
    ['an expiry in the past', { expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    ['an expiry that is no time', { expiresAt: 'soon' }, 'expiresAt'],
    ['an empty name', { name: '' }, 'name'],
    ['a chat that is no id', { chatId: 'x' }, 'chatId'],
    ['a very long code', { code: 'x'.repeat(33) }, 'code'],
  ])('are refused with %s', async (_, body, field) => {
    expect(await create(ann, { code: 'AAAA-AAAA', ...body })).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });

  it('end when they expire', async () => {
    const { chatId } = await pairedPerson(chappe, ann, 'expiring');
    const { body } = await create(ann, { chatId, expiresAt: new Date(Date.now() + 60_000).toISOString() });
    const messages = new Messages(chappe.api, String(body.botToken));
    expect(await messages.post({ text: 'in time' })).toMatchObject({ status: 202 });
    await chappe.sql.rows(`update bot_tokens set expires_at = now() where id = $1`, [body.id]);
    expect(await messages.post({ text: 'too late' })).toMatchObject({ status: 401, body: { code: 'bot_tokens.refused' } });
  });

  it('are revoked by their owner alone; what was accepted is still sent', async () => {
    const { id, messages, person } = await pairedPerson(chappe, ann, 'revoking');
    const revoke = (token: string, tokenId = id) =>
      chappe.api.call('DELETE', `cabinet/bot-tokens/${tokenId}`, undefined, { token });
    const { accessToken } = await chappe.register('mallory');
    expect(await revoke(accessToken)).toMatchObject({ status: 404, body: { code: 'bot_tokens.not_found' } });
    expect(await revoke(ann.accessToken, 'x')).toMatchObject({ status: 400 });
    await messages.send('accepted before');
    expect(await revoke(ann.accessToken)).toMatchObject({ status: 204 });
    expect(await revoke(ann.accessToken)).toMatchObject({ status: 404 });
    expect(await messages.post({ text: 'x' })).toMatchObject({ status: 401 });
    await person.expectMessage(chappe.bot, 'accepted before');
  });

  it('tell when they were used last', async () => {
    const { id, messages } = await pairedPerson(chappe, ann, 'used');
    await messages.send('x');
    const [row] = await waitFor('the use to be noted', () =>
      chappe.sql.rows('select last_used_at from bot_tokens where id = $1', [id]),
    );
    expect(row?.last_used_at).toBeInstanceOf(Date);
  });
});

it('no code lies in the database in the open, neither while it waits nor when it was sent', async () => {
  await chappe.sql.rows('update bots set active = false');
  const person = chappe.person('sealed');
  const { messageId } = await person.send(chappe.bot, '/start');
  const everything = async () => JSON.stringify(await chappe.sql.rows('select messages::text, payload::text from messages'));
  await waitFor(
    'the answer to wait',
    async () => (await chappe.sql.count(`messages where text like 'sealed:%' and status = 'queued'`)) > 0,
  );
  const waiting = await everything();
  await chappe.sql.rows('update bots set active = true');
  const { text } = await person.expectMessage(chappe.bot, /Your code is/, { after: messageId, timeoutMs: 15_000 });
  const code = /code is ([0-9A-Z-]+)/.exec(text)?.[1] ?? 'none';
  expect(waiting).not.toContain(code);
  await waitFor(
    'it to be settled',
    async () => (await chappe.sql.count(`messages where text like 'sealed:%' and status = 'sent'`)) > 0,
  );
  expect(await everything()).not.toContain(code);
});
