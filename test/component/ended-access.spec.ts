import { TestChappe, type TestAccount } from '../support/chappe';
import { pairedPerson } from '../support/messages';
import { waitFor } from '../support/wait-for';

let chappe: TestChappe;
let count = 0;

beforeAll(async () => {
  chappe = await TestChappe.start();
});

afterAll(async () => {
  await chappe.stop();
});

const PASSWORD = (name: string): string => `password of ${name}`;

interface Ending {
  readonly what: string;
  /** Whether it is the session that asks which ends. */
  readonly end: (account: TestAccount) => Promise<{ status: number }>;
}

const ENDINGS: readonly Ending[] = [
  { what: 'logging out', end: ({ accessToken: token }) => chappe.api.post('auth/logout', undefined, { token }) },
  {
    what: 'ending all sessions',
    end: ({ accessToken: token }) => chappe.api.call('DELETE', 'account/sessions', undefined, { token }),
  },
  {
    what: 'a new password, set elsewhere',
    end: async ({ name }) => {
      const body = { login: name, password: PASSWORD(name) };
      const { accessToken: token } = (await chappe.api.post<{ accessToken: string }>('auth/token', body)).body;
      const passwords = { currentPassword: PASSWORD(name), password: 'quite another password' };
      return await chappe.api.post('account/password', passwords, { token });
    },
  },
  {
    what: 'deleting the account',
    end: ({ accessToken: token, name }) => chappe.api.call('DELETE', 'account', { password: PASSWORD(name) }, { token }),
  },
];

const READS = [
  'account',
  'bots',
  'chats',
  'messages',
  'cabinet/messages',
  'cabinet/bot-tokens',
  'files',
  'telegram-users',
  'stats',
];

/** Reads with this token, one request after the other in several lines, until told to stop; answers when each 200 began. */
function readOn(token: string, paths: readonly string[]): { stop(): Promise<number[]> } {
  let reading = true;
  const begun: number[] = [];
  const line = async (offset: number): Promise<void> => {
    for (let i = offset; reading; i += 1) {
      const { status } = await fetch(`${chappe.api.root}/api/v1/${paths[i % paths.length] ?? ''}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      if (status === 200) begun.push(performance.now());
    }
  };
  const lines = Array.from({ length: 6 }, (_, offset) => line(offset));
  return {
    stop: async () => {
      reading = false;
      await Promise.all(lines);
      return begun;
    },
  };
}

describe.each(ENDINGS)('after $what', ({ end }) => {
  it('no answer to a read begins', async () => {
    const account = await chappe.register(`reader${String((count += 1))}`);
    const reading = readOn(account.accessToken, READS);
    while ((await chappe.api.get('account', { token: account.accessToken })).status !== 200);
    expect([204, 200]).toContain((await end(account)).status);
    const ended = performance.now();
    for (const path of READS) expect(await chappe.api.get(path, { token: account.accessToken })).toMatchObject({ status: 401 });
    const begun = await reading.stop();
    expect(begun.length).toBeGreaterThan(10);
    expect(begun.filter((at) => at > ended)).toEqual([]);
  });

  it('a read that was let in before and takes long is refused, too', async () => {
    const account = await chappe.register(`slow${String((count += 1))}`);
    const release = await chappe.sql.lock('files');
    const slow = chappe.api.get('files', { token: account.accessToken });
    await waitFor('the read to wait', async () => (await chappe.sql.waiting('files')) > 0);
    const ended = await end(account);
    await release();
    expect([204, 200]).toContain(ended.status);
    expect(await slow).toMatchObject({ status: 401, body: { code: 'auth.session_ended' } });
  });
});

it('after a bot token was revoked, no answer to a read with it begins', async () => {
  const ann = await chappe.register('ann');
  const { messages } = await pairedPerson(chappe, ann, 'reader');
  const { token } = messages;
  const reading = readOn(token, ['messages', 'files']);
  while ((await chappe.api.get('messages', { token })).status !== 200);
  const [{ id } = { id: '' }] = await chappe.sql.rows<{ id: string }>('select id from bot_tokens order by id desc limit 1');
  const release = await chappe.sql.lock('files');
  const slow = chappe.api.get('files', { token });
  await waitFor('the read to wait', async () => (await chappe.sql.waiting('files')) > 0);
  const revoked = await chappe.api.call('DELETE', `cabinet/bot-tokens/${id}`, undefined, { token: ann.accessToken });
  const ended = performance.now();
  await release();
  expect(revoked).toMatchObject({ status: 204 });
  expect(await slow).toMatchObject({ status: 401, body: { code: 'bot_tokens.refused' } });
  expect(await chappe.api.get('messages', { token })).toMatchObject({ status: 401 });
  expect((await reading.stop()).filter((at) => at > ended)).toEqual([]);
});

it('a token that is no longer good and one that never was are told apart from none', async () => {
  const challenge = async (token?: string) => (await chappe.api.get('account', { token })).headers.get('www-authenticate');
  expect(await challenge()).toBe('Bearer realm="chappe"');
  expect(await challenge('garbage')).toBe('Bearer realm="chappe", error="invalid_token"');
  const answer = await chappe.api.get('account', { token: `chp_${'x'.repeat(49)}` });
  expect(answer).toMatchObject({ status: 403, body: { code: 'auth.wrong_kind_of_token' } });
  expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="chappe", error="insufficient_scope"');
  expect((await chappe.api.post('messages', {})).body.detail).toMatch(/bot token/);
});
