import type { TestAccount, TestChappe } from '../../support/chappe';
import { correspondence, pairedPerson, unpaced, type PairedPerson } from '../../support/messages';
import { waitFor } from '../../support/wait-for';

let chappe: TestChappe;
let ann: TestAccount;
let chat: PairedPerson;

beforeAll(async () => {
  ({ chappe, ann, chat } = await correspondence({ paced: true }));
});

afterAll(async () => {
  await chappe.stop();
});

const inSeconds = (seconds: number): string => new Date(Date.now() + 1_000 * seconds).toISOString();
const switchBot = (on: boolean) => chappe.sql.rows('update bots set active = $1', [on]);
const change = (id: string, sendAt: unknown) =>
  chappe.api.call('PATCH', `messages/${id}`, { sendAt }, { token: chat.messages.token });
const cancel = (id: string) => chappe.api.call('DELETE', `messages/${id}`, undefined, { token: chat.messages.token });

/** When what ends like this was sent, in milliseconds since 1970. */
const sentAt = (ending: string): number[] =>
  chappe.telegram.callsOf('sendMessage').flatMap(({ params, at }) => (String(params.text).endsWith(ending) ? [at] : []));

const secondsUntil = (time: unknown): number => (Date.parse(String(time)) - Date.now()) / 1_000;

describe('a message for later', () => {
  it('is sent at its time, not before, and holds up nothing until then', async () => {
    const due = Date.now() + 2_000;
    const later = await chat.messages.post({ text: 'later', sendAt: new Date(due).toISOString() });
    expect(later).toMatchObject({ status: 202, body: { status: 'queued', estimatedSendAt: new Date(due).toISOString() } });
    const now = await chat.messages.ended(await chat.messages.send('now'));
    const then = await chat.messages.ended(String(later.body.id));
    expect([now.status, then.status]).toEqual(['sent', 'sent']);
    expect(sentAt('now')[0]).toBeLessThan(due);
    expect(sentAt('later')[0]).toBeGreaterThanOrEqual(due);
  });

  it('goes in the order of the times, whatever the order of acceptance', async () => {
    await unpaced(chappe);
    const texts = ['third', 'first', 'second'];
    const times = [1.6, 1.2, 1.4].map(inSeconds);
    const ids: string[] = [];
    for (const [i, text] of texts.entries()) ids.push(await chat.messages.send(text, { sendAt: times[i] }));
    for (const id of ids) await chat.messages.ended(id);
    const [third = 0, first = 0, second = 0] = texts.flatMap(sentAt);
    expect(first < second && second < third).toBe(true);
  });

  it('can be taken back, and be given another time, which its end goes with', async () => {
    const [taken, moved] = [
      await chat.messages.send('taken back', { sendAt: inSeconds(3_600) }),
      await chat.messages.send('moved', { sendAt: inSeconds(3_600), ttlSeconds: 60 }),
    ];
    expect((await cancel(taken)).status).toBe(204);
    expect(await chat.messages.get(taken)).toMatchObject({ status: 'cancelled' });
    const sendAt = inSeconds(7_200);
    const answer = await change(moved, sendAt);
    expect(answer).toMatchObject({ status: 200, body: { status: 'queued', sendAt, estimatedSendAt: sendAt } });
    expect(Date.parse(String(answer.body.expiresAt)) - Date.parse(sendAt)).toBe(60_000);
    const past = await change(moved, inSeconds(-3_600));
    expect(past.status).toBe(200);
    // At once means from now on, for its end as well.
    expect(secondsUntil(past.body.expiresAt)).toBeGreaterThan(50);
    expect(await chat.messages.ended(moved)).toMatchObject({ status: 'sent' });
    expect(sentAt('taken back')).toEqual([]);
  });

  it('cannot be moved once its time has come, or if it never waited for one', async () => {
    const id = await chat.messages.send('at once');
    for (const one of [id, await sentOne()]) {
      expect(await change(one, inSeconds(60))).toMatchObject({ status: 409, body: { code: 'messaging.not_schedulable' } });
    }
    await chat.messages.ended(id);
  });

  it.each([
    'tomorrow',
    '2026-12-24',
    '2026-12-24T18:00:00',
    '2026-02-31T99:00:00Z',
    1_800_000_000,
    null,
    inSeconds(400 * 86_400),
  ])('is refused with the time %p', async (sendAt) => {
    expect(await change(await sentOne(), sendAt)).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
  });

  it('counts neither as waiting in its lane nor, once it has ended, as anything', async () => {
    const id = await chat.messages.send('counted', { sendAt: inSeconds(3_600) });
    const open = async () =>
      (await chappe.sql.rows<{ open: number }>('select open from lanes where chat_id = $1', [chat.chatId]))[0]?.open;
    expect(await open()).toBe(0);
    await cancel(id);
    expect(await open()).toBe(0);
  });
});

const sentOne = async (): Promise<string> => (await chat.messages.ended(await chat.messages.send('any'))).id;

describe('a message with a time to live', () => {
  it('is not sent when that is over, and says so', async () => {
    await switchBot(false);
    const id = await chat.messages.send('stale', { ttlSeconds: 1 });
    const lasting = await chat.messages.send('lasting', { ttlSeconds: 3_600 });
    const stale = await chat.messages.ended(id, 15_000);
    await switchBot(true);
    expect(stale).toMatchObject({ status: 'expired', attempt: 0 });
    expect(await chat.messages.ended(lasting)).toMatchObject({ status: 'sent' });
    expect(sentAt('stale')).toEqual([]);
  });

  it('counts it from the time that it is to be sent at', async () => {
    const id = await chat.messages.send('late and fresh', { sendAt: inSeconds(1.5), ttlSeconds: 1 });
    expect(await chat.messages.ended(id)).toMatchObject({ status: 'sent' });
  });
});

describe('the estimate', () => {
  it('says how long the messages before it will take', async () => {
    const slow = await pairedPerson(chappe, ann, 'slow');
    const answers = [];
    for (let i = 0; i < 13; i++) answers.push(await slow.messages.post({ text: 'one of many' }));
    const [first, last] = [answers[0], answers[12]];
    expect(secondsUntil(first?.body.estimatedSendAt)).toBeLessThan(2);
    expect(secondsUntil(last?.body.estimatedSendAt)).toBeGreaterThan(8);
    expect(secondsUntil(last?.body.estimatedSendAt)).toBeLessThan(12);
    const told = Date.parse(String(last?.body.estimatedSendAt));
    const { estimatedSendAt } = await slow.messages.get(String(last?.body.id));
    expect(Math.abs(Date.parse(String(estimatedSendAt)) - told)).toBeLessThan(3_000);
    await slow.messages.ended(String(last?.body.id), 20_000);
    const at = sentAt('one of many').at(-1) ?? 0;
    expect(at - told).toBeGreaterThan(-1_500); // later only as far as the machine is busy
  });

  it('knows what Telegram has forbidden, and that a bot which is off has no time', async () => {
    const held = await pairedPerson(chappe, ann, 'held');
    chappe.telegram.fault({ on: { method: 'sendMessage', chatId: held.person.id }, do: { floodWait: 30 }, times: 1 });
    const id = await held.messages.send('held');
    await held.messages.when(id, ({ waitingFor }) => waitingFor === 'rate_limit');
    expect(secondsUntil((await held.messages.get(id)).estimatedSendAt)).toBeGreaterThan(25);
    await switchBot(false);
    expect((await held.messages.get(id)).estimatedSendAt).toBeNull();
    await waitFor('accepting to know it', async () => (await held.messages.post({ text: 'x' })).body.estimatedSendAt === null);
    await switchBot(true);
  });

  it('is repeated as it was when the request is repeated', async () => {
    const [first, second] = [await chat.messages.post({ text: 'x' }, 'twice'), await chat.messages.post({ text: 'x' }, 'twice')];
    expect(second.text).toBe(first.text);
    expect(first.body).toHaveProperty('estimatedSendAt');
  });
});
