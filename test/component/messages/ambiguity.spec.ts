import type { FaultKind } from '@app/telegram-emulator';
import { picture } from '../../../libs/telegram-emulator/src/testing/picture';
import { TestChappe, type TestAccount } from '../../support/chappe';
import { pairedChats, type PairedChat } from '../../support/paired-chats';
import { Messages, type MessageView } from '../../support/messages';
import { Uploads } from '../../support/uploads';

/** What can happen to a call that was written, and whether Telegram has carried it out. */
const LOST: Record<string, { fault: FaultKind; carriedOut: boolean; only?: readonly Class[] }> = {
  'the connection closed before': { fault: 'dropBefore', carriedOut: false },
  'the connection closed after': { fault: 'dropAfter', carriedOut: true },
  'the connection torn down': { fault: 'reset', carriedOut: false },
  // A call that carries files has two minutes: what becomes of it then is decided as for a text.
  'no answer in time': { fault: 'silent', carriedOut: false, only: ['a text', 'an edit'] },
  'half an answer': { fault: 'truncate', carriedOut: true },
  'a broken answer': { fault: { truncate: 20 }, carriedOut: true },
  'a page of a proxy, 502': { fault: { http: [502, '<html>Bad Gateway</html>'] }, carriedOut: false },
  'an error of the server, 500': {
    fault: { http: [500, '{"ok":false,"error_code":500,"description":"Internal Server Error"}'] },
    carriedOut: false,
  },
  'something else with 200': { fault: { http: [200, '<html>fine</html>'] }, carriedOut: false },
};

/** What Telegram can say for certain. */
const DEFINITE: Record<string, { fault: FaultKind; status: string; outcomes: string[] }> = {
  'too many requests': { fault: { floodWait: 1 }, status: 'sent', outcomes: ['limited', 'sent'] },
  'a refusal, 400': { fault: { error: [400, 'Bad Request: no'] }, status: 'failed', outcomes: ['refused'] },
  'a refusal, 403': {
    fault: { error: [403, 'Forbidden: bot was kicked from the group chat'] },
    status: 'failed',
    outcomes: ['refused'],
  },
  'a refusal, 404': { fault: { error: [404, 'Not Found'] }, status: 'failed', outcomes: ['refused'] },
};

/** Kinds of calls: whether a second one would be a second copy. */
const CLASSES = {
  'a text': { method: 'sendMessage', copies: true },
  'an upload': { method: 'sendDocument', copies: true },
  'an album': { method: 'sendMediaGroup', copies: true },
  'an edit': { method: 'editMessageText', copies: false },
} as const;

type Class = keyof typeof CLASSES;
const ALL = Object.keys(CLASSES) as Class[];
const POLICIES = ['at_least_once', 'at_most_once'] as const;

interface Trial {
  readonly row: string;
  readonly kind: Class;
  readonly policy: (typeof POLICIES)[number];
  readonly chat: PairedChat;
}

interface Result {
  readonly message: MessageView;
  /** How often Telegram carried the call out. */
  readonly carriedOut: number;
}

const rows = [...Object.keys(LOST), ...Object.keys(DEFINITE)];
const named = rows.flatMap((row) =>
  (LOST[row]?.only ?? ALL).flatMap((kind) =>
    POLICIES.map((policy) => ({ row, kind, policy, name: `${row}: ${kind}, ${policy}` })),
  ),
);

let chappe: TestChappe;
let ann: TestAccount;
let messages: Messages;
let uploadId: string;
const results = new Map<string, Result>();

beforeAll(async () => {
  chappe = await TestChappe.start();
  ann = await chappe.register('ann');
  messages = new Messages(chappe.api, ann.accessToken);
  const chats = await pairedChats(chappe, ann, named.length);
  uploadId = (await new Uploads(chappe.api, ann.accessToken).send(picture(20, 10), 'small.png')).id;
  const trials = chats.flatMap((chat, i) => named.slice(i, i + 1).map((one) => ({ ...one, chat })));
  await Promise.all(trials.map(async (trial) => results.set(trial.name, await play(trial))));
}, 120_000);

afterAll(async () => {
  await chappe.stop();
});

async function play({ row, kind, policy, chat }: Trial): Promise<Result> {
  const { fault } = LOST[row] ?? DEFINITE[row] ?? { fault: 'silent' as const };
  const { method } = CLASSES[kind];
  const edited = kind === 'an edit' ? await messages.ended(await send(chat, { type: 'text', text: 'to be edited' })) : null;
  const on = { method, chatId: chat.person.id };
  const carriedOut = (): number =>
    chappe.telegram.callsOf(method).filter(({ params, answer }) => Number(params.chat_id) === on.chatId && isDone(answer)).length;
  const before = carriedOut();
  chappe.telegram.fault({ on, do: fault, times: 1 });
  const id = edited
    ? String((await chappe.api.post(`messages/${edited.id}/edit`, { text: 'edited' }, { token: ann.accessToken })).body.id)
    : await send(chat, { ...contentOf(kind), delivery: policy });
  const message = await messages.ended(id, 100_000);
  return { message, carriedOut: carriedOut() - before };
}

const isDone = (answer: unknown): boolean => (answer as { ok?: boolean } | null)?.ok === true;

const contentOf = (kind: Class): Record<string, unknown> => {
  if (kind === 'a text') return { type: 'text', text: 'one' };
  const file = { uploadId };
  if (kind === 'an upload') return { type: 'document', file };
  return { type: 'media_group', items: [file, file].map((one) => ({ type: 'document', file: one })) };
};

async function send({ chatId }: PairedChat, body: Record<string, unknown>): Promise<string> {
  const answer = await messages.post({ ...body, chatId });
  if (answer.status !== 202) throw new Error(answer.text);
  return String(answer.body.id);
}

const resultOf = (name: string): Result => {
  const result = results.get(name);
  if (!result) throw new Error(`nothing was played for ${name}`);
  return result;
};

describe.each(Object.entries(LOST))('when the answer is %s', (row, { carriedOut, only = ALL }) => {
  const first = carriedOut ? 1 : 0;
  const sends = only.filter((kind) => CLASSES[kind].copies);

  it.each(sends)('%s is sent once more and flagged: nothing is lost, one copy too many at most', (kind) => {
    const { message, carriedOut: copies } = resultOf(`${row}: ${kind}, at_least_once`);
    expect(message).toMatchObject({
      status: 'sent',
      possibleDuplicate: true,
      attempts: [{ outcome: 'ambiguous' }, { outcome: 'sent' }],
    });
    expect(copies).toBe(first + 1);
  });

  it.each(sends)('%s of at_most_once is left, and says so: never two copies', (kind) => {
    const { message, carriedOut: copies } = resultOf(`${row}: ${kind}, at_most_once`);
    expect(message).toMatchObject({ status: 'uncertain', possibleDuplicate: false, attempts: [{ outcome: 'ambiguous' }] });
    expect(copies).toBe(first);
  });

  it.each(POLICIES)('an edit is made once more, and nobody could tell (%s)', (policy) => {
    const { message } = resultOf(`${row}: an edit, ${policy}`);
    expect(message).toMatchObject({
      status: 'sent',
      possibleDuplicate: false,
      attempts: [{ outcome: 'ambiguous' }, { outcome: 'sent' }],
    });
  });
});

describe.each(Object.entries(DEFINITE))('when the answer is %s', (row, { status, outcomes }) => {
  const cases = named.filter((one) => one.row === row);

  it.each(cases)('$kind of $policy is what Telegram says, without a doubt', ({ name }) => {
    const { message, carriedOut } = resultOf(name);
    expect(message).toMatchObject({ status, possibleDuplicate: false, attempts: outcomes.map((outcome) => ({ outcome })) });
    expect(carriedOut).toBe(status === 'sent' ? 1 : 0);
  });
});
