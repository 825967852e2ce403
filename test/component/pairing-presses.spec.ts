import { ChatDecisionsRepository } from '../../libs/cabinet/src/chat-decisions.repository';
import type { EmulatedMessage, Person } from '@app/telegram-emulator';
import { ask, askIn, buttonsOf } from '../support/bot-talk';
import { TestChappe, type TestAccount } from '../support/chappe';
import { settled } from '../support/rolls';
import { waitFor } from '../support/wait-for';

let chappe: TestChappe;
let account: TestAccount;
let boss: Person;

beforeAll(async () => {
  chappe = await TestChappe.start();
  account = await chappe.register('account');
  boss = chappe.person('boss');
});

afterAll(async () => {
  await chappe.stop();
});

/** The question of a new pairing, as somebody has it who opened its link. */
async function askedTo(person: Person): Promise<EmulatedMessage> {
  return await ask(chappe, person, `/start ${await payloadOfNew()}`);
}

async function payloadOfNew(): Promise<string> {
  const { body } = await chappe.api.post<{ link: string }>('cabinet/pairings', {}, { token: account.accessToken });
  return new URL(body.link).searchParams.get('start') ?? '';
}

/** Waits until the bot has said everything that it has to say. */
async function saidAll(): Promise<void> {
  await settled(chappe);
  await waitFor('all to be said', async () => {
    const open = await chappe.sql.rows(`select 1 from messages where status = 'queued' union all select 1 from chat_decisions`);
    return open.length === 0;
  });
}

const stateOf = async (telegramId: number): Promise<unknown> =>
  (await chappe.sql.rows('select account_id from chats where telegram_id = $1', [telegramId]))[0];

describe('a question that was answered already', () => {
  it.each(['Yes', 'No'])('keeps the notice of the link, with its way back, when %s is pressed after Yes', async (later) => {
    const person = chappe.person(`twice-${later}`);
    const question = await askedTo(person);
    const first = await person.press(chappe.bot, 'Yes', question);
    const second = await person.press(chappe.bot, later, question);
    for (const query of [first, second]) await person.expectAnswer(chappe.bot, query);
    await saidAll();
    const notice = await person.expectMessage(chappe.bot, ({ messageId }) => messageId === question.messageId);
    expect(notice.text).toMatch(/^Linked by account/);
    expect(buttonsOf(notice)).toEqual([['Undo']]);
    expect(await stateOf(person.id)).toEqual({ account_id: account.id });
  });

  it('keeps it in a group, where a second admin presses before the notice is there', async () => {
    const deputy = chappe.person('deputy');
    const group = chappe.telegram.supergroup('Two admins', { owner: boss, members: [chappe.bot, deputy] });
    await boss.in(group).promote(deputy);
    const question = await askIn(group, boss, `/start@house_bot ${await payloadOfNew()}`);
    await boss.expectAnswer(chappe.bot, await boss.in(group).press('Yes', question));
    await deputy.expectAnswer(chappe.bot, await deputy.in(group).press('No', question));
    await saidAll();
    expect(await stateOf(group.id)).toEqual({ account_id: account.id });
    expect((await group.expectMessage(({ messageId }) => messageId === question.messageId)).text).toMatch(/^Linked by account/);
  });
});

it('a button pressed too long ago decides nothing, also when nobody could look before', async () => {
  const group = chappe.telegram.supergroup('Long ago', { owner: boss, members: [chappe.bot] });
  const question = await askIn(group, boss, `/start@house_bot ${await payloadOfNew()}`);
  chappe.telegram.fault({ on: { method: 'getChatMember' }, do: { http: [502, 'Bad Gateway'] }, times: 1 });
  await boss.in(group).press('Yes', question);
  const asked = (): number =>
    chappe.telegram.calls.filter(({ method, status }) => method === 'getChatMember' && status === 502).length;
  await waitFor('Telegram to be asked in vain', () => Promise.resolve(asked() === 1));
  await chappe.sql.rows(`update chat_decisions set due_at = now(), created_at = now() - interval '101 seconds'`);
  expect(await chappe.app.get(ChatDecisionsRepository, { strict: false }).take()).toBeNull();
  expect(await stateOf(group.id)).toEqual({ account_id: null });
});

it('the link of an account that is being closed is good for nothing, and its chats are linked with nobody', async () => {
  const leaver = await chappe.register('leaver');
  const [asked, linked] = [chappe.person('asked'), chappe.person('linked')];
  const { body } = await chappe.api.post<{ link: string }>('cabinet/pairings', {}, { token: leaver.accessToken });
  const start = `/start ${new URL(body.link).searchParams.get('start') ?? ''}`;
  const question = await ask(chappe, asked, start);
  await chappe.pair(leaver, linked);
  await linked.expectMessage(chappe.bot, /^Linked by/);
  // As it is until a worker has erased what belonged to it.
  await chappe.sql.rows('update accounts set closing_at = now() where id = $1', [leaver.id]);
  expect((await ask(chappe, asked, start)).text).toContain('not valid any more');
  expect((await ask(chappe, linked, '/unlink')).text).toBe('This chat is not linked with anybody.');
  await asked.expectAnswer(chappe.bot, await asked.press(chappe.bot, 'Yes', question));
  expect(await stateOf(asked.id)).toEqual({ account_id: null });
  expect(await chappe.sql.rows(`select from updates where status = 'failed' or tries > 1`)).toEqual([]);
});
