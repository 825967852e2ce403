import type { FaultKind } from '@app/telegram-emulator';
import { TestChappe, type TestAccount } from '../support/chappe';
import { pairedPerson, type PairedPerson } from '../support/messages';
import { TcpProxy } from '../support/tcp-proxy';
import { waitFor } from '../support/wait-for';
import { containing } from '../support/like';

let chappe: TestChappe;
let ann: TestAccount;

beforeAll(async () => {
  chappe = await TestChappe.start();
  ann = await chappe.register('ann');
});

afterAll(async () => {
  await chappe.stop();
});

const paired = (key: string): Promise<PairedPerson> => pairedPerson(chappe, ann, key);

/** What goes wrong with the next calls of one method to one chat. */
function faultFor({ person }: PairedPerson, fault: FaultKind, times = 1): void {
  chappe.telegram.fault({ on: { method: 'sendMessage', chatId: person.id }, do: fault, times });
}

const callsTo = ({ person }: PairedPerson, chatId = person.id) =>
  chappe.telegram.callsOf('sendMessage').filter(({ params }) => params.chat_id === chatId);

/** How often a text stands in the chat. */
const copies = ({ person }: PairedPerson, text: string): number =>
  person.messages(chappe.bot).filter((message) => message.text.endsWith(text)).length;

describe('an answer that says no', () => {
  it.each([
    [400, 'Bad Request: CHAT_RESTRICTED'],
    [404, 'Not Found'],
    [403, 'Forbidden: user is deactivated'],
  ])('%i ends the message with Telegram’s words, after one call', async (status, words) => {
    const chat = await paired(`refused${String(status)}`);
    faultFor(chat, { error: [status, words] });
    const ended = await chat.messages.ended(await chat.messages.send('never'));
    expect(ended).toMatchObject({ status: 'failed', attempt: 1, failure: { code: `telegram.${String(status)}`, detail: words } });
    expect(ended).toMatchObject({ attempts: [{ outcome: 'refused', detail: words }], telegramMessageId: null });
    expect(copies(chat, 'never')).toBe(0);
  });

  it('of a person who has blocked the bot is remembered: nothing more is called until they are back', async () => {
    const chat = await paired('blocker');
    chappe.telegram.fault({
      on: { method: 'sendMessage', chatId: chat.person.id },
      do: { error: [403, 'Forbidden: bot was blocked by the user'] },
      times: 1,
    });
    await chat.messages.ended(await chat.messages.send('into the void'));
    const calls = callsTo(chat).length;
    const second = await chat.messages.ended(await chat.messages.send('nobody listens'));
    expect(second).toMatchObject({ status: 'failed', failure: { code: 'messaging.chat_unreachable' } });
    expect(callsTo(chat)).toHaveLength(calls);

    await chat.person.send(chappe.bot, 'I am back');
    await waitFor(
      'the chat to be reachable',
      async () => (await chappe.sql.rows('select 1 from chats where id = $1 and reachable', [chat.chatId]))[0],
    );
    const third = await chat.messages.ended(await chat.messages.send('welcome'));
    expect(third.status).toBe('sent');
  });

  it('is believed from the update too: who blocks is not called, who unblocks is', async () => {
    const chat = await paired('fickle');
    const reachable = (wanted: boolean) =>
      waitFor(
        'the update',
        async () => (await chappe.sql.rows('select 1 from chats where id = $1 and reachable = $2', [chat.chatId, wanted]))[0],
      );
    const calls = callsTo(chat).length;
    chat.person.block(chappe.bot);
    await reachable(false);
    expect(await chat.messages.ended(await chat.messages.send('x'))).toMatchObject({
      failure: { code: 'messaging.chat_unreachable' },
    });
    expect(callsTo(chat)).toHaveLength(calls);
    chat.person.unblock(chappe.bot);
    await reachable(true);
    expect(await chat.messages.ended(await chat.messages.send('y'))).toMatchObject({ status: 'sent' });
  });
});

describe('a limit', () => {
  it('holds the chat for as long as Telegram says, and costs the message nothing', async () => {
    const [limited, other] = [await paired('limited'), await paired('unlimited')];
    faultFor(limited, { floodWait: 1 });
    const id = await limited.messages.send('patience');
    const waiting = await limited.messages.when(id, ({ waitingFor }) => waitingFor !== null);
    expect(waiting).toMatchObject({ status: 'queued', waitingFor: 'rate_limit' });
    expect(await other.messages.ended(await other.messages.send('not held'))).toMatchObject({ status: 'sent' });

    const ended = await limited.messages.ended(id);
    expect(ended).toMatchObject({
      status: 'sent',
      possibleDuplicate: false,
      attempts: [{ outcome: 'limited' }, { outcome: 'sent' }],
    });
    const [first, second] = callsTo(limited).slice(-2);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
    expect(copies(limited, 'patience')).toBe(1);
  });

  it('holds the whole bot when several chats meet it within seconds', async () => {
    const chats = await Promise.all(['f1', 'f2', 'f3', 'f4'].map(paired));
    for (const chat of chats.slice(0, 3)) faultFor(chat, { floodWait: 2 });
    await chappe.sql.rows('update budgets set calls = 0'); // what was sent before counts for some seconds
    for (const chat of chats.slice(0, 3)) {
      await chat.messages.when(await chat.messages.send('flood'), ({ waitingFor }) => waitingFor === 'rate_limit');
    }
    const lastLimit = Math.max(...chats.slice(0, 3).map((chat) => callsTo(chat).at(-1)?.at ?? 0));
    const [last] = chats.slice(3);
    if (!last) throw new Error('a fourth chat is needed');
    expect(await last.messages.ended(await last.messages.send('held as well'))).toMatchObject({ status: 'sent' });
    expect((callsTo(last).at(-1)?.at ?? 0) - lastLimit).toBeGreaterThanOrEqual(1_900);
  });
});

describe('an answer that was lost', () => {
  const faults: [string, FaultKind, number][] = [
    ['a proxy’s page', { http: [502, '<html>Bad Gateway</html>'] }, 0],
    ['an error of the server', { error: [500, 'Internal Server Error'] }, 0],
    ['a connection that was torn down', 'reset', 0],
    ['a connection that was closed before', 'dropBefore', 0],
    ['a connection that was closed after', 'dropAfter', 1],
    ['half an answer', 'truncate', 1],
  ];

  it('costs one more try, flagged, unless the sender wants at most one: then the message is left, and says so', async () => {
    const probesBefore = chappe.telegram.callsOf('getMe').length;
    const walk = async ([name, fault, done]: (typeof faults)[number], index: number): Promise<void> => {
      const [twice, once] = [await paired(`twice${String(index)}`), await paired(`once${String(index)}`)];
      for (const chat of [twice, once]) faultFor(chat, fault);
      const ids = [await twice.messages.send('lost'), await once.messages.send('lost', { delivery: 'at_most_once' })] as const;
      const [flagged, left] = [await twice.messages.ended(ids[0]), await once.messages.ended(ids[1])];
      expect([name, flagged]).toMatchObject([
        name,
        { status: 'sent', possibleDuplicate: true, attempts: [{ outcome: 'ambiguous' }, { outcome: 'sent' }] },
      ]);
      expect([name, left]).toMatchObject([
        name,
        { status: 'uncertain', attempt: 1, possibleDuplicate: false, failure: { code: 'messaging.answer_lost' } },
      ]);
      expect([name, copies(twice, 'lost'), copies(once, 'lost')]).toEqual([name, done + 1, done]);
    };
    await Promise.all(faults.map(walk));
    expect(chappe.telegram.callsOf('getMe').length - probesBefore).toBe(faults.length);
  });

  it('is not tried a third time', async () => {
    const chat = await paired('twicelost');
    faultFor(chat, 'dropAfter', 2);
    const ended = await chat.messages.ended(await chat.messages.send('lost twice'));
    expect(ended).toMatchObject({
      status: 'uncertain',
      possibleDuplicate: true,
      attempts: [{ outcome: 'ambiguous' }, { outcome: 'ambiguous' }],
    });
    expect(copies(chat, 'lost twice')).toBe(2);
  });

  it('is not tried again before Telegram answers something harmless', async () => {
    const chat = await paired('probed');
    faultFor(chat, 'dropAfter');
    chappe.telegram.fault({ on: { method: 'getMe' }, do: { http: [502, 'still down'] }, times: 1 });
    const id = await chat.messages.send('probe first');
    expect(await chat.messages.when(id, ({ waitingFor }) => waitingFor === 'second_try')).toMatchObject({ status: 'queued' });
    const ended = await chat.messages.ended(id);
    expect(ended.attempts.map(({ outcome }) => outcome)).toEqual(['ambiguous', 'not_sent', 'sent']);
    expect(callsTo(chat).filter(({ params }) => String(params.text).endsWith('probe first'))).toHaveLength(2);
  });
});

describe('formatting that Telegram cannot read', () => {
  it('is dropped and flagged, unless the sender forbids it', async () => {
    const chat = await paired('formatted');
    const broken = { parseMode: 'HTML' };
    const plain = await chat.messages.ended(await chat.messages.send('<b>never closed', broken));
    expect(plain).toMatchObject({
      status: 'sent',
      formattingDropped: true,
      possibleDuplicate: false,
      attempts: [{ outcome: 'unparsable' }, { outcome: 'sent' }],
    });
    await chat.person.expectMessage(chappe.bot, ({ text }) => text === 'ann\n<b>never closed');

    const strict = await chat.messages.ended(await chat.messages.send('<i>neither', { ...broken, formattingFallback: 'fail' }));
    expect(strict).toMatchObject({
      status: 'failed',
      formattingDropped: false,
      failure: { code: 'telegram.400', detail: containing("can't parse entities") },
    });
    expect(copies(chat, 'neither')).toBe(0);
  });
});

it('a group that became a supergroup is followed to its new id, and its next messages go there at once', async () => {
  const chat = await paired('migrating');
  const moved = -1_001_234_567_890;
  faultFor(chat, { error: [400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: moved }] });
  const ended = await chat.messages.ended(await chat.messages.send('follow me'));
  expect(ended.attempts.map(({ outcome }) => outcome)).toEqual(['moved', 'refused']); // this Telegram knows no such group
  await chat.messages.ended(await chat.messages.send('and again'));
  expect(callsTo(chat, moved).map(({ params }) => params.text)).toEqual(['ann\nfollow me', 'ann\nand again']);
  expect(await chappe.sql.rows('select telegram_id from chats where id = $1', [chat.chatId])).toEqual([
    { telegram_id: String(moved) },
  ]);
});

it('messages wait while the bot’s token is revoked, and go out with the next one', async () => {
  const chat = await paired('revoked');
  chappe.telegram.revoke(chappe.bot);
  const id = await chat.messages.send('with the new token');
  expect(await chat.messages.when(id, ({ waitingFor }) => waitingFor === 'bot_token')).toMatchObject({
    status: 'queued',
    attempts: [{ outcome: 'revoked' }],
  });
  expect(await chappe.sql.rows('select paused_reason from bots')).toEqual([{ paused_reason: 'token_revoked' }]);
  const calls = callsTo(chat).length;
  const behind = await chat.messages.send('accepted in the meantime');

  const token = `${String(chappe.bot.id)}:${'N'.repeat(35)}`;
  chappe.telegram.addBot({ username: chappe.bot.username, token });
  expect(callsTo(chat)).toHaveLength(calls);
  await chappe.restart({ BOT_TOKEN: token });
  expect(await chat.messages.ended(id)).toMatchObject({ status: 'sent', possibleDuplicate: false });
  expect(await chat.messages.ended(behind)).toMatchObject({ status: 'sent' });
});

it('messages wait while Telegram cannot be reached, say so, and go out when it is back', async () => {
  const chat = await paired('offline');
  const proxy = await TcpProxy.start(chappe.telegram.port);
  await chappe.restart({ TELEGRAM_API_ROOT: `http://127.0.0.1:${String(proxy.port)}` });
  await proxy.refuse();
  const id = await chat.messages.send('later');
  const waiting = await chat.messages.when(id, ({ waitingFor }) => waitingFor !== null);
  expect(waiting).toMatchObject({
    status: 'queued',
    waitingFor: 'telegram_unreachable',
    attempts: [{ outcome: 'not_sent', detail: 'ECONNREFUSED' }],
  });
  expect(callsTo(chat).some(({ params }) => String(params.text).endsWith('later'))).toBe(false);

  await proxy.accept();
  expect(await chat.messages.ended(id)).toMatchObject({ status: 'sent', possibleDuplicate: false });
  expect(copies(chat, 'later')).toBe(1);
  await chappe.restart({ TELEGRAM_API_ROOT: chappe.telegram.apiRoot });
  await proxy.refuse();
});
