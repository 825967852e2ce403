import { TurnsRepository } from '../../libs/messaging/src/turns.repository';
import { TestChappe, type TestAccount } from '../support/chappe';
import { changeLanes } from '../support/lanes';
import { containing } from '../support/like';
import { pairedPerson } from '../support/messages';
import { waitFor } from '../support/wait-for';

let chappe: TestChappe;
let ann: TestAccount;

beforeAll(async () => {
  chappe = await TestChappe.start({ paced: true });
  ann = await chappe.register('ann');
});

afterAll(async () => {
  await chappe.stop();
});

const switchBot = (on: boolean) => chappe.sql.rows('update bots set active = $1', [on]);

/** When the texts that end like this were sent, in milliseconds. */
const sentAt = (ending: string): number[] =>
  chappe.telegram.callsOf('sendMessage').flatMap(({ params, at }) => (String(params.text).endsWith(ending) ? [at] : []));

/** Makes it look as if a process had taken the message and ended before it wrote down what came of it. */
const abandon = (id: string) =>
  chappe.sql.rows(
    `update lanes set message_id = id, attempt = 1, claimed_at = now() - interval '31 seconds', lease_until = now() - interval '1 second'
     from messages where id = $1 and lanes.chat_id = messages.chat_id`,
    [id],
  );

describe('a chat', () => {
  it('gets three messages at once and then one a second', async () => {
    const { messages } = await pairedPerson(chappe, ann, 'paced');
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push(await messages.send('paced'));
    const nextDue = () => chappe.app.get(TurnsRepository, { strict: false }).nextDue({ alone: true });
    expect(await waitFor('the pause of the chat', nextDue)).toBeLessThanOrEqual(1_000);
    await messages.ended(ids[4] ?? '');
    const [first = 0, , third = 0, fourth = 0, fifth = 0] = sentAt('paced');
    expect(third - first).toBeLessThan(900);
    expect(fourth - first).toBeGreaterThan(900);
    expect(fifth - fourth).toBeGreaterThan(900);
  });

  it('is written to again as soon as the call before has ended, not at the next look', async () => {
    const { messages } = await pairedPerson(chappe, ann, 'swift');
    await changeLanes(chappe.sql, 'pace_seconds = 0, slack_seconds = 0, paced_until = now()');
    await switchBot(false);
    const ids: string[] = [];
    for (let i = 0; i < 12; i++) ids.push(await messages.send('swift'));
    await switchBot(true);
    for (const id of ids) await messages.ended(id);
    const times = sentAt('swift');
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(3_000); // a look a second would take eleven
  });

  it('that has much to wait for delays no other', async () => {
    const [busy, quiet] = [await pairedPerson(chappe, ann, 'busy'), await pairedPerson(chappe, ann, 'quiet')];
    for (let i = 0; i < 40; i++) await busy.messages.send('one of many');
    const startedAt = performance.now();
    const id = await quiet.messages.send('only one');
    expect(await quiet.messages.ended(id)).toMatchObject({ status: 'sent' });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(sentAt('one of many').length).toBeLessThan(10);
    await changeLanes(chappe.sql, 'pace_seconds = 0, slack_seconds = 0, ready_at = now()');
  });
});

describe('a bot', () => {
  it('is held as a whole when several of its chats are limited at the same moment', async () => {
    const names = ['limited 1', 'limited 2', 'limited 3'];
    const chats = await Promise.all(names.map((name) => pairedPerson(chappe, ann, name)));
    const [bot] = await chappe.sql.rows<{ id: string }>('select id from bots');
    const turns = chappe.app.get(TurnsRepository, { strict: false });
    await chappe.sql.rows('update budgets set calls = 3'); // what the tests before have sent counts for some seconds
    await Promise.all(chats.map(({ chatId }) => turns.recordLimit(bot?.id ?? '', chatId, 60)));
    const held = `update budgets set held_until = now() where held_until > now() + interval '50 seconds' returning bot_id`;
    expect(await chappe.sql.rows(held)).toHaveLength(1);
  });

  it('that is switched off sends nothing; what waits goes out when it is on again', async () => {
    const { messages } = await pairedPerson(chappe, ann, 'off');
    await switchBot(false);
    const id = await messages.send('switched off');
    const other = await messages.send('taken back');
    expect(await chappe.api.call('DELETE', `messages/${other}`, undefined, { token: messages.token })).toMatchObject({
      status: 204,
    });
    expect(sentAt('switched off')).toEqual([]);
    await switchBot(true);
    expect(await messages.ended(id)).toMatchObject({ status: 'sent', attempt: 1 });
    expect(sentAt('taken back')).toEqual([]);
  });
});

describe('a chat that moves to an id which the bot knows already', () => {
  it('becomes one with it: everything arrives once and in order, both tokens go on', async () => {
    const [old, known] = [await pairedPerson(chappe, ann, 'old'), await pairedPerson(chappe, ann, 'known')];
    const upgraded = 'Bad Request: group chat was upgraded to a supergroup chat';
    const fault = chappe.telegram.fault({
      on: { method: 'sendMessage', chatId: old.person.id },
      do: { error: [400, upgraded, { migrate_to_chat_id: known.person.id }] },
    });
    await switchBot(false);
    const ids = [await old.messages.send('1 of 3'), await known.messages.send('between'), await old.messages.send('2 of 3')];
    await switchBot(true);
    const [first, between, second] = [
      await old.messages.ended(ids[0] ?? ''),
      await known.messages.ended(ids[1] ?? ''),
      await old.messages.ended(ids[2] ?? ''),
    ];
    const third = await known.messages.ended(await known.messages.send('3 of 3'));
    for (const message of [first, between, second, third]) {
      expect(message).toMatchObject({ status: 'sent', possibleDuplicate: false });
    }
    fault.clear();

    const texts = known.person.messages(chappe.bot).map(({ text }) => text.replace(/^ann\n/, ''));
    expect(texts.filter((text) => text.endsWith('of 3'))).toEqual(['1 of 3', '2 of 3', '3 of 3']);
    expect(texts.filter((text) => text === 'between')).toHaveLength(1);
    const chats = await chappe.sql.rows('select id from chats where telegram_id in ($1, $2)', [old.person.id, known.person.id]);
    expect(chats).toEqual([{ id: old.chatId }]);
  });
});

describe('a worker that is gone in the middle of a call', () => {
  it('leaves a message that is sent once more and flagged, or left as it is, as its sender wants', async () => {
    const [twice, once] = [await pairedPerson(chappe, ann, 'abandoned'), await pairedPerson(chappe, ann, 'abandoned once')];
    await switchBot(false);
    const ids = [
      await twice.messages.send('left behind'),
      await once.messages.send('left behind', { delivery: 'at_most_once' }),
    ] as const;
    for (const id of ids) await abandon(id);
    await switchBot(true);
    const [flagged, left] = [await twice.messages.ended(ids[0], 15_000), await once.messages.ended(ids[1], 15_000)];
    expect(flagged).toMatchObject({ status: 'sent', attempt: 2, possibleDuplicate: true });
    expect(flagged.attempts).toMatchObject([{ outcome: 'ambiguous', detail: containing('worker') }, { outcome: 'sent' }]);
    expect(left).toMatchObject({ status: 'uncertain', attempt: 1, possibleDuplicate: false });
    expect(sentAt('left behind')).toHaveLength(1);
    expect(await once.messages.ended(await once.messages.send('goes on'))).toMatchObject({ status: 'sent' });
  });
});

describe('a worker that was ended by a message', () => {
  it('leaves messages that are tried again alone, and takes none of them with it twice', async () => {
    const names = Array.from({ length: 6 }, (_, place) => `left ${String(place)}`);
    const chats = await Promise.all(names.map((name) => pairedPerson(chappe, ann, name)));
    await switchBot(false);
    const ids = await Promise.all(chats.map(({ messages }) => messages.send('left with others')));
    const beside = await chats[0]?.messages.send('behind it');
    for (const id of ids) await abandon(id);
    await switchBot(true);
    await waitFor('all of them to be sent', async () => {
      const open = await chappe.sql.rows(`select from messages where status = 'queued' and id = any($1)`, [[...ids, beside]]);
      return open.length === 0;
    });
    const turns = `select distinct started_at from attempts where attempt = 2 and message_id = any($1)`;
    expect(await chappe.sql.rows(turns, [ids])).toHaveLength(6);
    expect(sentAt('left with others')).toHaveLength(6);
    expect(await chappe.sql.rows('select from lanes where alone')).toEqual([]);
  });
});

describe('the figures of lanes', () => {
  it('are right after all of this, and mended when they are not', async () => {
    const turns = chappe.app.get(TurnsRepository, { strict: false });
    const open = async () => (await chappe.sql.rows<{ sum: string }>('select sum(open) from lanes'))[0]?.sum;
    await waitFor('everything to be sent', async () => (await open()) === '0', 15_000);
    expect(await turns.recount()).toBe(0);
    const [wrong, orphaned] = await chappe.sql.rows<{ chat_id: string }>('select chat_id from lanes limit 2');
    await chappe.sql.rows('update lanes set open = 7 where chat_id = $1', [wrong?.chat_id]);
    await chappe.sql.rows(
      `update lanes set message_id = gen_random_uuid(), attempt = 1, claimed_at = now(), lease_until = now() - interval '61 s' where chat_id = $1`,
      [orphaned?.chat_id],
    );
    expect(await open()).toBe('7');
    expect(await turns.recount()).toBe(2);
    expect(await open()).toBe('0');
    expect(await chappe.sql.rows('select 1 from lanes where message_id is not null')).toEqual([]);
  });
});

it('the answer to a button is not sent when Telegram has forgotten the button', async () => {
  const { person } = await pairedPerson(chappe, ann, 'impatient');
  await switchBot(false);
  await person.press(chappe.bot, 'Undo');
  await waitFor('the answer to be queued', async () => {
    const late = `update messages set expires_at = now() where method = 'answerCallbackQuery' and status = 'queued' returning id`;
    return (await chappe.sql.rows(late)).length > 0;
  });
  const before = chappe.telegram.callsOf('answerCallbackQuery').length;
  await switchBot(true);
  await person.expectMessage(chappe.bot, /^Unlinked/, { timeoutMs: 15_000 });
  await waitFor('it to expire', async () => {
    const [row] = await chappe.sql.rows(`select status from messages where method = 'answerCallbackQuery'`);
    return row?.status === 'expired';
  });
  expect(chappe.telegram.callsOf('answerCallbackQuery')).toHaveLength(before);
});

it('the answer to a button does not wait until its chat may be written to again', async () => {
  const boss = chappe.person('boss');
  const group = chappe.telegram.supergroup('Slow', { owner: boss, members: [chappe.bot] });
  const { messageId } = await boss.in(group).send('/whereami@house_bot');
  const answer = await group.expectMessage(/Slow/, { after: messageId });
  await boss.in(group).send('/help@house_bot');
  await group.expectMessage(/what I can do/, { after: messageId, timeoutMs: 10_000 });
  await boss.expectAnswer(chappe.bot, await boss.in(group).press('Refresh', answer));
  const [lane] = await chappe.sql.rows(
    `select paced_until - make_interval(secs => slack_seconds) > now() as waits from lanes join chats on chats.id = chat_id
     where telegram_id = $1`,
    [group.id],
  );
  expect(lane).toEqual({ waits: true });
});
