import { TestChappe, type TestAccount } from '../../support/chappe';
import { pairedPerson, type PairedPerson } from '../../support/messages';
import { waitFor } from '../../support/wait-for';

let chappe: TestChappe;
let ann: TestAccount;
let chat: PairedPerson;

const QUOTAS = {
  MAX_OPEN_MESSAGES_PER_ACCOUNT: '12',
  MAX_OPEN_MESSAGES_PER_CHAT: '8',
  MAX_MESSAGES_PER_MINUTE_PER_ACCOUNT: '40',
  MAX_MESSAGES_PER_MINUTE_PER_TOKEN: '20',
  MAX_BOT_TOKENS_PER_ACCOUNT: '4',
  MAX_OPEN_PAIRINGS_PER_ACCOUNT: '3',
};

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: QUOTAS });
  ann = await chappe.register('ann');
  chat = await pairedPerson(chappe, ann, 'reader');
});

afterAll(async () => {
  await chappe.stop();
});

/** As if the minute had passed in which messages were accepted, and nothing waited. */
beforeEach(async () => {
  await chappe.api.get('account', { token: ann.accessToken });
  const [token] = await chappe.sql.rows<{ ids: string[] }>(`select array_agg(id) as ids from messages where status = 'queued'`);
  for (const id of token?.ids ?? []) await chappe.api.call('DELETE', `messages/${id}`, undefined, { token: ann.accessToken });
  await chappe.sql.rows(`update message_books set minute = '-infinity'`);
  await chappe.sql.rows('delete from token_books');
});

const later = () => new Date(Date.now() + 3_600_000).toISOString();
const waits = (who: PairedPerson, key?: string) => who.messages.post({ text: 'waits', sendAt: later() }, key);
const many = async (count: number, one: () => Promise<{ status: number }>): Promise<number[]> =>
  (await Promise.all(Array.from({ length: count }, one))).map(({ status }) => status).toSorted();
/** One after the other: what comes at the same moment may exceed a quota by a statement's worth. */
async function oneByOne(count: number, one: () => Promise<{ status: number }>): Promise<number[]> {
  const statuses: number[] = [];
  while (statuses.length < count) statuses.push((await one()).status);
  return statuses;
}
const sent = () => waitFor('all to be sent', async () => (await chappe.sql.count('lanes where open > 0')) === 0);
const accepted = (statuses: readonly number[]): number => statuses.filter((status) => status === 202).length;

describe('a quota that is used up', () => {
  it('of a chat refuses what is more, and says so in headers; nothing of it is kept', async () => {
    expect(accepted(await many(8, () => waits(chat)))).toBe(8);
    const before = await chappe.sql.count('messages');
    const answer = await waits(chat, 'a-key');
    expect(answer).toMatchObject({ status: 429, body: { code: 'messaging.quota_chat_open' } });
    expect(answer.headers.get('retry-after')).toBe('60');
    expect(answer.headers.get('ratelimit-policy')).toBe('"chat-open";q=8');
    expect(answer.headers.get('ratelimit')).toBe('"chat-open";r=0;t=60');
    expect(await chappe.sql.count('messages')).toBe(before);
    // The key was not used up by it.
    const [{ id } = { id: '' }] = await chappe.sql.rows<{ id: string }>(`select id from messages where scheduled limit 1`);
    await chappe.api.call('DELETE', `messages/${id}`, undefined, { token: ann.accessToken });
    expect(await waits(chat, 'a-key')).toMatchObject({ status: 202 });
  });

  it('of an account counts over all chats, and lets others be', async () => {
    const other = await pairedPerson(chappe, ann, 'other');
    expect(accepted(await many(8, () => waits(chat)))).toBe(8);
    expect(await oneByOne(6, () => waits(other))).toEqual([202, 202, 202, 202, 429, 429]);
    const bea = await chappe.register('bea');
    expect(await waits(await pairedPerson(chappe, bea, 'beas'))).toMatchObject({ status: 202 });
  });

  it('lets a request through that was answered before', async () => {
    const request = { text: 'waits', sendAt: later() };
    const first = await chat.messages.post(request, 'once');
    expect(accepted(await many(7, () => waits(chat)))).toBe(7);
    expect(await waits(chat)).toMatchObject({ status: 429 });
    expect((await chat.messages.post(request, 'once')).body).toEqual(first.body);
  });

  it('of a minute holds for a token, and what it says of the window is true', async () => {
    const send = () => chat.messages.post({ text: 'at once' });
    for (let wave = 0; wave < 4; wave += 1) {
      await oneByOne(5, send);
      await sent();
    }
    const answer = await send();
    expect(answer).toMatchObject({ status: 429, body: { code: 'messaging.quota_token_rate' } });
    expect(answer.headers.get('ratelimit-policy')).toBe('"token-rate";q=20;w=60');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    await chappe.sql.rows(`update token_books set minute = minute - interval '2 minutes'`);
    expect(await send()).toMatchObject({ status: 202 });
  });

  it('of a minute holds for an account, with whatever it sends', async () => {
    const send = () => chappe.api.post('messages', { type: 'text', text: 'x', chatId: chat.chatId }, { token: ann.accessToken });
    let served = 0;
    for (let wave = 0; wave < 12; wave += 1) {
      served += accepted(await oneByOne(5, send));
      await sent();
    }
    expect(served).toBeGreaterThanOrEqual(36);
    expect(served).toBeLessThanOrEqual(40);
  });

  it('of bot tokens and pairings cannot be exceeded by asking at once', async () => {
    const token = { token: ann.accessToken };
    const make = () => chappe.api.post('cabinet/bot-tokens', { chatId: chat.chatId }, token);
    const live = () => chappe.sql.count(`bot_tokens where account_id = '${ann.id}' and revoked_at is null`);
    await many(6, make);
    expect(await live()).toBe(4);
    const refused = await make();
    expect(refused).toMatchObject({ status: 429, body: { code: 'bot_tokens.too_many' } });
    expect(refused.headers.get('ratelimit-policy')).toBe('"bot-tokens";q=4');
    const pairings = await many(8, () => chappe.api.post('cabinet/pairings', {}, token));
    expect(pairings).toEqual([201, 201, 201, 429, 429, 429, 429, 429]);
  });
});

it('the lane knows what waits for its time, through all that happens to it', async () => {
  const lane = async () => (await chappe.sql.rows('select open, scheduled from lanes where chat_id = $1', [chat.chatId]))[0];
  const ids: string[] = [];
  for (let i = 0; i < 3; i += 1) ids.push(String((await waits(chat)).body.id));
  expect(await lane()).toEqual({ open: 0, scheduled: 3 });
  await chappe.api.call('DELETE', `messages/${ids[0] ?? ''}`, undefined, { token: ann.accessToken });
  expect(await lane()).toEqual({ open: 0, scheduled: 2 });
  const now = new Date().toISOString();
  await chappe.api.call('PATCH', `messages/${ids[1] ?? ''}`, { sendAt: now }, { token: ann.accessToken });
  await chat.messages.ended(ids[1] ?? '', 15_000);
  expect(await lane()).toEqual({ open: 0, scheduled: 1 });
});
