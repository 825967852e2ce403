import { Database } from '@app/platform';
import { Acceptance } from '../../../libs/messaging/src/acceptance';
import { ChatLanesRepository } from '../../../libs/messaging/src/chat-lanes.repository';
import type { Claimed } from '../../../libs/messaging/src/claimed';
import type { Draft } from '../../../libs/messaging/src/draft';
import { outcomeOf } from '../../../libs/messaging/src/outcome';
import { Settlements } from '../../../libs/messaging/src/settlements';
import { TurnsRepository } from '../../../libs/messaging/src/turns.repository';
import type { TestChappe } from '../../support/chappe';
import { containing } from '../../support/like';
import { correspondence, unpaced, type PairedPerson } from '../../support/messages';
import { waitFor } from '../../support/wait-for';

let chappe: TestChappe;
let chat: PairedPerson;

beforeAll(async () => {
  ({ chappe, chat } = await correspondence());
  await unpaced(chappe);
});

beforeEach(() => chappe.sql.rows('update bots set active = false'));

afterAll(async () => {
  await chappe.stop();
});

const turns = () => chappe.app.get(TurnsRepository, { strict: false });
const lane = async () =>
  (await chappe.sql.rows('select open, message_id is not null as busy from lanes where chat_id = $1', [chat.chatId]))[0];

/** A message of several parts that somebody is sending. */
async function sending(more: Record<string, unknown> = {}): Promise<Claimed> {
  const id = await chat.messages.send('word '.repeat(2_000), more);
  await chappe.sql.rows(
    `update lanes set message_id = $1, attempt = 1, claimed_at = now(), lease_until = now() + interval '30 s' where chat_id = $2`,
    [id, chat.chatId],
  );
  return known(id);
}

/** What its worker knows of it. */
function known(id: string): Claimed {
  const facts = { attempt: 1, part: 0, partsLeft: 2, ambiguities: 0, method: 'sendMessage', telegramId: chat.person.id };
  return { id, delivery: 'at_least_once', formattingFallback: 'plain', ...facts } as Claimed;
}

it('a message of which a call is under way is shown as sending, and nobody else may change it', async () => {
  const { id } = await sending();
  expect(await chat.messages.get(id)).toMatchObject({ status: 'sending', attempt: 1, attempts: [] });
  const listed = async (status: string) =>
    (await chappe.api.get<{ items: { id: string }[] }>(`messages?status=${status}`, { token: chat.messages.token })).body.items;
  expect(await listed('sending')).toMatchObject([{ id, status: 'sending', attempt: 1 }]);
  expect(await listed('queued')).toEqual([]);
  const refusal = await chappe.api.call('DELETE', `messages/${id}`, undefined, { token: chat.messages.token });
  expect(refusal).toMatchObject({ status: 409, body: { code: 'messaging.not_cancellable', detail: containing('sending') } });
  await chappe.sql.rows(`update messages set expires_at = now() - interval '1 s' where id = $1`, [id]);
  await turns().expire();
  expect((await chat.messages.get(id)).status).toBe('sending');
  await turns().settle([outcomeOf({ ...known(id), partsLeft: 0 }, { kind: 'done', result: { message_id: 699 } }).settlement]);
  expect(await chat.messages.get(id)).toMatchObject({ status: 'sent', attempt: 1 });
});

/** Does one thing while the lane is locked and another thing already waits for it. */
async function inTheWayOf(waiting: () => Promise<unknown>, first: () => Promise<unknown>): Promise<void> {
  const db = chappe.app.get(Database, { strict: false });
  let waited: Promise<unknown> | undefined;
  await db.transaction(async () => {
    await db.run('select from lanes where chat_id = $1 for update', [chat.chatId]);
    waited = db.apart(waiting);
    await waitFor('a settlement to wait', async () => {
      const rows = await chappe.sql.rows(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%with settled%'`,
      );
      return rows.length > 0;
    });
    await first();
  });
  await waited;
}

/** Lets the rest be sent. */
async function rest(id: string) {
  await chappe.sql.rows('update bots set active = true');
  return await chat.messages.ended(id);
}

describe('writing down what became of an attempt', () => {
  it('twice, because the answer of the database was lost, skips no part', async () => {
    const message = await sending();
    const { settlement } = outcomeOf(message, { kind: 'done', result: { message_id: 700 } });
    expect([...(await turns().settle([settlement]))]).toEqual([message.id]);
    expect([...(await turns().settle([settlement]))]).toEqual([]);
    expect(await lane()).toEqual({ open: 1, busy: false });
    const ended = await rest(message.id);
    expect(ended).toMatchObject({ status: 'sent', possibleDuplicate: false });
    expect(ended.telegramMessageIds).toHaveLength(3);
  });

  it.each(['at_least_once', 'at_most_once'] as const)(
    'believes what is known more than that its worker was missed at the same moment (%s)',
    async (delivery) => {
      for (const order of [0, 1]) {
        const message = { ...(await sending({ delivery })), delivery };
        const told = outcomeOf(message, { kind: 'done', result: { message_id: 701 } }).settlement;
        const missed = outcomeOf(message, { kind: 'ambiguous', reason: 'gone' }).settlement;
        await turns().settle(order === 0 ? [told, missed] : [missed, told]);
        expect(await lane()).toEqual({ open: 1, busy: false });
        expect(await rest(message.id)).toMatchObject({ status: 'sent', possibleDuplicate: false, attempt: 3 });
        await chappe.sql.rows('update bots set active = false');
      }
    },
  );

  it('believes it also when another has given the attempt up while this one waited for the lane', async () => {
    const message = await sending();
    const told = outcomeOf(message, { kind: 'done', result: { message_id: 703 } }).settlement;
    const missed = outcomeOf(message, { kind: 'ambiguous', reason: 'gone' }).settlement;
    await inTheWayOf(
      () => turns().settle([told]),
      () => turns().settle([missed]),
    );
    const ended = await rest(message.id);
    expect(ended).toMatchObject({ status: 'sent', attempts: [{ outcome: 'sent' }, { outcome: 'sent' }, { outcome: 'sent' }] });
    expect(ended.telegramMessageIds).toHaveLength(3);
  });

  it('forgets the ids of parts that a group left behind when it moved: there they are other messages', async () => {
    const message = await sending();
    await turns().settle([outcomeOf(message, { kind: 'done', result: { message_id: 702 } }).settlement]);
    await chappe.sql.rows(`update messages set sent_to = -7 where id = $1`, [message.id]);
    const ended = await rest(message.id);
    expect(ended.telegramMessageIds).toHaveLength(2);
    expect(ended.telegramMessageIds).not.toContain('702');
  });
});

it('what is accepted for a chat that has just become part of another one is refused as for a chat that is not there', async () => {
  const [row] = await chappe.sql.rows<{ bot_id: string; account_id: string }>(
    'select bot_id, account_id from chats where id = $1',
    [chat.chatId],
  );
  const draft: Draft = {
    botId: row?.bot_id ?? '',
    chatId: '018f0000-0000-7000-8000-000000000000',
    accountId: row?.account_id ?? '',
    botTokenId: null,
    priority: 1,
    method: 'sendMessage',
    type: 'text',
    text: 'x',
    payload: {},
    heading: null,
    delivery: 'at_least_once',
    formattingFallback: 'plain',
    expiresInSeconds: null,
  };
  await expect(chappe.app.get(Acceptance, { strict: false }).accept(draft)).rejects.toMatchObject({
    code: 'messaging.chat_not_found',
  });
});

it('what becomes known of a message while its chat becomes part of another one is written down there', async () => {
  const message = await sending();
  await chappe.sql.rows(
    `insert into chats (id, bot_id, telegram_id, type) select gen_random_uuid(), bot_id, telegram_id + 1, type from chats where id = $1`,
    [chat.chatId],
  );
  const [other] = await chappe.sql.rows<{ id: string }>('select id from chats where telegram_id = $1', [chat.person.id + 1]);
  const told = outcomeOf({ ...message, partsLeft: 0 }, { kind: 'done', result: { message_id: 704 } }).settlement;
  await inTheWayOf(
    () => {
      chappe.app.get(Settlements, { strict: false }).add(told);
      return Promise.resolve();
    },
    () => chappe.app.get(ChatLanesRepository, { strict: false }).absorb(chat.chatId, other?.id ?? ''),
  );
  expect(await chat.messages.ended(message.id)).toMatchObject({ status: 'sent', chatId: other?.id, possibleDuplicate: false });
});
