import type { Answer } from '../../support/api-client';
import type { TestChappe } from '../../support/chappe';
import { correspondence, type MessageView, type PairedPerson } from '../../support/messages';
import { waitFor } from '../../support/wait-for';

let chappe: TestChappe;
let chat: PairedPerson;

beforeAll(async () => {
  ({ chappe, chat } = await correspondence());
});

afterAll(async () => {
  await chappe.stop();
});

const switchBot = (on: boolean) => chappe.sql.rows('update bots set active = $1', [on]);

const act = (id: string, what: string, body: object = {}, key?: string): Promise<Answer> => {
  const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
  return chappe.api.post(`messages/${id}/${what}`, body, { token: chat.messages.token, headers });
};

/** Does something with a message, and waits until it is done. */
async function done(id: string, what: string, body: object = {}): Promise<MessageView> {
  const answer = await act(id, what, body);
  if (answer.status !== 202) throw new Error(answer.text);
  expect(answer.body).toMatchObject({ status: 'queued', targetId: what === 'resend' ? null : id });
  return await chat.messages.ended(String(answer.body.id));
}

const send = async (text: string, more: object = {}): Promise<MessageView> =>
  chat.messages.ended(await chat.messages.send(text, { ...more }));

const seen = ({ telegramMessageId }: MessageView) =>
  chat.person.messages(chappe.bot).find(({ messageId }) => String(messageId) === telegramMessageId);

/** A message that Telegram has refused. */
async function failed(): Promise<MessageView> {
  chappe.telegram.fault({
    on: { method: 'sendMessage', chatId: chat.person.id },
    do: { error: [400, 'Bad Request: nonsense'] },
    times: 1,
  });
  return await send('refused');
}

describe('an edit', () => {
  it('puts another text and other buttons in the place, under the same heading', async () => {
    const message = await send('first');
    const edit = await done(message.id, 'edit', {
      text: '<b>second</b>',
      parseMode: 'HTML',
      keyboard: { inline: [[{ text: 'go', url: 'https://example.org/' }]] },
    });
    expect(edit).toMatchObject({ status: 'sent', type: 'edit', text: '<b>second</b>' });
    expect(seen(message)).toMatchObject({ text: 'ann\nsecond', replyMarkup: { inline_keyboard: [[{ text: 'go' }]] } });
    expect((await done(message.id, 'edit', { keyboard: { inline: [[{ text: 'stop', callbackData: 'x' }]] } })).status).toBe(
      'sent',
    );
    expect(seen(message)).toMatchObject({ text: 'ann\nsecond', replyMarkup: { inline_keyboard: [[{ text: 'stop' }]] } });
  });

  it('of what is not sent yet stands behind it', async () => {
    await switchBot(false);
    const id = await chat.messages.send('early');
    const edit = await act(id, 'edit', { text: 'late' });
    await switchBot(true);
    expect(await chat.messages.ended(String(edit.body.id))).toMatchObject({ status: 'sent' });
    expect(seen(await chat.messages.get(id))).toMatchObject({ text: 'ann\nlate' });
  });

  it('that changes nothing is done already', async () => {
    const message = await send('the same');
    expect(await done(message.id, 'edit', { text: 'the same' })).toMatchObject({ status: 'sent' });
  });

  it('is repeated freely when the answer is lost: nothing can be there twice', async () => {
    const message = await send('unclear');
    chappe.telegram.fault({ on: { method: 'editMessageText' }, do: 'dropAfter', times: 1 });
    expect(await done(message.id, 'edit', { text: 'clear' })).toMatchObject({
      status: 'sent',
      possibleDuplicate: false,
      attempts: [{ outcome: 'ambiguous' }, { outcome: 'sent' }],
    });
  });

  it.each([
    ['nothing to change', () => send('x'), {}, 400, 'request.malformed'],
    ['a message that was refused', failed, { text: 'x' }, 409, 'messaging.target_not_sent'],
    ['several messages', () => send('long '.repeat(1_000)), { text: 'x' }, 409, 'messaging.target_is_several'],
    ['a text that becomes too long', () => send('x'), { text: 'x'.repeat(4_093) }, 422, 'messaging.text_too_long'],
    ['a keyboard that only a new message can bring', () => send('x'), { keyboard: { remove: true } }, 400, 'request.malformed'],
    ['blanks', () => send('x'), { text: ' ' }, 422, 'messaging.text_blank'],
  ])('with %s is refused', async (_, make, body, ...[status, code]) => {
    expect(await act((await make()).id, 'edit', body)).toMatchObject({ status, body: { code } });
  });

  it('of what waits for its time is refused: it would come before it', async () => {
    const id = await chat.messages.send('later', { sendAt: new Date(Date.now() + 3_600_000).toISOString() });
    for (const what of ['edit', 'pin', 'delete']) {
      const answer = await act(id, what, what === 'edit' ? { text: 'x' } : {});
      expect(answer).toMatchObject({ status: 409, body: { code: 'messaging.target_scheduled' } });
    }
  });

  it('of an edit is refused', async () => {
    const edit = await done((await send('base')).id, 'edit', { text: 'other' });
    expect(await act(edit.id, 'edit', { text: 'x' })).toMatchObject({ status: 409, body: { code: 'messaging.target_is_act' } });
  });

  it('of a message that is refused afterwards fails, and says why', async () => {
    await switchBot(false);
    const id = await chat.messages.send('never', { ttlSeconds: 1 });
    const edit = await act(id, 'edit', { text: 'x' });
    await waitFor(
      'its time to be over',
      async () => {
        await chappe.sql.rows(`update messages set expires_at = now() where id = $1`, [id]);
        return (await chat.messages.get(id)).status === 'expired';
      },
      10_000,
    );
    await switchBot(true);
    expect(await chat.messages.ended(String(edit.body.id))).toMatchObject({
      status: 'failed',
      failure: { code: 'messaging.target_not_sent' },
    });
  });
});

describe('deleting and pinning', () => {
  it('takes out what was sent of a text that was refused in the middle', async () => {
    await switchBot(false);
    const id = await chat.messages.send('half '.repeat(1_500));
    await chappe.sql.rows(`update messages set parts = jsonb_set(parts, '{1,payload,text}', '""') where id = $1`, [id]);
    await switchBot(true);
    const message = await chat.messages.ended(id);
    expect(message).toMatchObject({ status: 'failed' });
    expect(message.telegramMessageIds).toHaveLength(1);
    expect(await done(id, 'delete')).toMatchObject({ status: 'sent' });
    expect(seen(message)).toBeUndefined();
  });

  it('takes all of a long text out of the chat', async () => {
    const message = await send('gone '.repeat(1_500));
    expect(message.telegramMessageIds.length).toBe(2);
    expect(await done(message.id, 'delete')).toMatchObject({ status: 'sent', type: 'delete' });
    expect(seen(message)).toBeUndefined();
    expect(
      chat.person.messages(chappe.bot).filter(({ messageId }) => message.telegramMessageIds.includes(String(messageId))),
    ).toEqual([]);
    expect(await chat.messages.get(message.id)).toMatchObject({ status: 'sent' });
  });

  it('pins a message, and takes the pin away', async () => {
    const message = await send('important');
    expect(await done(message.id, 'pin', { silent: true })).toMatchObject({ status: 'sent' });
    expect(chat.person.pinned(chappe.bot)).toEqual([Number(message.telegramMessageId)]);
    expect(await done(message.id, 'unpin')).toMatchObject({ status: 'sent' });
    expect(chat.person.pinned(chappe.bot)).toEqual([]);
  });
});

describe('sending once more by hand', () => {
  it('makes a new message that names the one before, and says when it may be a second copy', async () => {
    chappe.telegram.fault({ on: { method: 'sendMessage', chatId: chat.person.id }, do: 'dropAfter', times: 1 });
    const lost = await send('maybe', { delivery: 'at_most_once' });
    expect(lost).toMatchObject({ status: 'uncertain' });
    expect(await done(lost.id, 'resend')).toMatchObject({
      status: 'sent',
      resendOf: lost.id,
      possibleDuplicate: true,
      text: 'maybe',
    });
    expect(await done((await failed()).id, 'resend')).toMatchObject({ status: 'sent', possibleDuplicate: false });
  });

  it('sends the missing rest of a long text', async () => {
    chappe.telegram.fault({
      on: { method: 'sendMessage', chatId: chat.person.id },
      do: { error: [400, 'Bad Request: nonsense'] },
      after: 1,
      times: 1,
    });
    const broken = await send('rest '.repeat(2_000));
    expect(broken).toMatchObject({ status: 'failed', telegramMessageIds: [expect.any(String)] });
    expect((await done(broken.id, 'resend')).telegramMessageIds.length).toBe(2);
  });

  it('is refused for what was sent, and for what may still be', async () => {
    const message = await send('arrived');
    expect(await act(message.id, 'resend')).toMatchObject({ status: 409, body: { code: 'messaging.not_resendable' } });
    await switchBot(false);
    const queued = await chat.messages.send('waiting');
    expect(await act(queued, 'resend')).toMatchObject({ status: 409 });
    await switchBot(true);
    await chat.messages.ended(queued);
  });

  it('happens once for a key, whatever has become of it since', async () => {
    const { id } = await failed();
    const [first, second] = [await act(id, 'resend', {}, 'again-1'), await act(id, 'resend', {}, 'again-1')];
    expect(second.text).toBe(first.text);
    expect(await act(id, 'delete', {}, 'again-1')).toMatchObject({
      status: 422,
      body: { code: 'messaging.idempotency_key_reused' },
    });
  });
});
