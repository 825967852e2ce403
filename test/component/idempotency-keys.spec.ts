import { connect } from 'node:net';
import { Maintenance } from '@app/platform';
import type { TestAccount, TestChappe } from '../support/chappe';
import { Messages, correspondence, pairedPerson, type PairedPerson } from '../support/messages';

let chappe: TestChappe;
let ann: TestAccount;
let chat: PairedPerson;

beforeAll(async () => {
  ({ chappe, ann, chat } = await correspondence());
});

afterAll(async () => {
  await chappe.stop();
});

const kept = (key: string) => chappe.sql.rows('select from idempotency_keys where key = $1', [key]);

/** Writes a request to the letter, and answers what comes back. */
const raw = (head: string, body: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(Number(process.env.PORT), '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => { resolve(answer); }); // prettier-ignore
    socket.write(`${head}\r\ncontent-length: ${String(Buffer.byteLength(body))}\r\nconnection: close\r\n\r\n${body}`);
  });

it.each([
  ['one character', 'x'],
  ['all there may be', 'y'.repeat(255)],
  ['quotes', '"quoted"'],
  ['the same without', 'quoted'],
])('may have %s, to the letter', async (_, key) => {
  const answers = [await chat.messages.post({ text: key }, key), await chat.messages.post({ text: key }, key)];
  expect(answers.map(({ status }) => status)).toEqual([202, 202]);
  expect(answers[1]?.text).toBe(answers[0]?.text);
  expect(await kept(key)).toHaveLength(1);
});

it.each([
  ['a line break', 'a\r\nb'],
  ['a folded line', 'a\r\n b'],
  ['a carriage return', 'a\rb'],
  ['NUL', 'a\0b'],
])('cannot bring %s with it', async (_, key) => {
  const head = `POST /api/v1/messages HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nauthorization: Bearer ${chat.botToken}`;
  const answer = await raw(`${head}\r\nidempotency-key: ${key}`, JSON.stringify({ type: 'text', text: 'smuggled' }));
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(await chappe.sql.rows(`select from messages where text = 'smuggled'`)).toEqual([]);
});

it('belongs to its account: the same key of another one makes another message, and tells nothing of the first', async () => {
  const bob = await chappe.register('bob');
  const theirs = await pairedPerson(chappe, bob, 'bob');
  const senders = [new Messages(chappe.api, ann.accessToken), new Messages(chappe.api, bob.accessToken)];
  const [mine, other] = await Promise.all([
    senders[0]?.post({ text: 'mine', chatId: chat.chatId }, 'shared'),
    senders[1]?.post({ text: 'theirs', chatId: theirs.chatId }, 'shared'),
  ]);
  expect([mine?.status, other?.status]).toEqual([202, 202]);
  expect(mine?.body.id).not.toBe(other?.body.id);
  expect(await kept('shared')).toHaveLength(2);
});

it('is kept for 48 hours, and then forgotten with all that was bound to it', async () => {
  const age = (hours: number) =>
    chappe.sql.rows(`update idempotency_keys set created_at = now() - make_interval(hours => $1) where key = 'old'`, [hours]);
  const chore = () => chappe.app.get(Maintenance, { strict: false }).run('messaging.forget-keys');
  const first = await chat.messages.post({ text: 'first' }, 'old');
  await age(47);
  await chore();
  expect((await chat.messages.post({ text: 'first' }, 'old')).text).toBe(first.text);
  expect(await chat.messages.post({ text: 'second' }, 'old')).toMatchObject({ status: 422 });
  await age(49);
  await chore();
  const second = await chat.messages.post({ text: 'second' }, 'old');
  expect(second.status).toBe(202);
  expect(second.body.id).not.toBe(first.body.id);
});
