import { PasswordHasher } from '../../libs/auth/src/guessing/password-hasher';
import type { Answer } from '../support/api-client';
import { TestChappe, type TestAccount } from '../support/chappe';
import { letterTo, tokenIn } from '../support/letters';
import { TestSmtp } from '../support/smtp';

type Arms = Record<string, () => Promise<Answer>>;

const WEEK_SECONDS = 7 * 24 * 3_600;

let chappe: TestChappe;
let smtp: TestSmtp;
let callers = 0;

beforeAll(async () => {
  smtp = await TestSmtp.start();
  chappe = await TestChappe.start({ settings: { SMTP_URL: smtp.url, TRUST_PROXY: '1' } });
});

afterAll(async () => {
  await chappe.stop();
  await smtp.stop();
});

/** Asks as somebody who was never here before, unless an address is given. */
const post = (path: string, body: unknown, from = `10.0.${String(callers >> 8)}.${String(callers++ & 255)}`) =>
  chappe.api.post(path, body, { headers: { 'x-forwarded-for': from, 'sec-fetch-site': 'same-origin' } });
const register = (email: string, password: string, from?: string) =>
  post('auth/register', { email, password, name: 'Somebody' }, from);
const reset = (token: string) => post('auth/password/reset', { token, password: 'the new password' });
const verify = (token: string) => post('auth/email/verify', { token });

/** Registers with an address and takes the link to it. */
async function verified(email: string): Promise<void> {
  await register(email, `password of ${email}`);
  expect(await verify(tokenIn(await letterTo(smtp, email, /confirm/i)))).toMatchObject({ status: 204 });
}

/** An answer without what differs from one request to the next, also when both ask the same. */
const said = ({ status, headers, text }: Answer) => ({
  status,
  headers: [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name)),
  text: text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'an id')
    .replace(/"(accessToken|refreshToken|createdAt)":"[^"]+"/g, '"$1"')
    .replace(/\w+@example\.org/g, 'an address'),
});

/** Asks in each of the ways and expects that the answers cannot be told apart. Answers one of them. */
async function expectTheSame(arms: Arms): Promise<Answer> {
  const answers = new Map<string, Answer>();
  for (const [name, ask] of Object.entries(arms)) answers.set(name, await ask());
  const [first] = answers.values();
  if (!first) throw new Error('there is nothing to compare');
  for (const [name, answer] of answers) expect([name, said(answer)]).toEqual([name, said(first)]);
  return first;
}

describe('signing in tells nobody who has an account (T24)', () => {
  beforeAll(async () => {
    await verified('holder@example.org');
    await register('claimed@example.org', 'password of the claimant');
    await post('auth/register', { username: 'knownname', password: 'password of the name' });
    const gone = await chappe.register('closedone');
    await chappe.api.call('DELETE', 'account', { password: `password of ${gone.name}` }, { token: gone.accessToken });
  });

  it.each(['auth/token', 'auth/session'])('by %s, whoever is asked for', async (path) => {
    const wrong = (login: string) => () => post(path, { login, password: 'wrong' });
    const answer = await expectTheSame({
      'a known name': wrong('knownname'),
      'an unknown name': wrong('nosuchname'),
      'a closed account': wrong('closedone'),
      'a verified address': wrong('holder@example.org'),
      'an address that was merely named': wrong('claimed@example.org'),
      'an unknown address': wrong('nobody@example.org'),
    });
    expect(answer).toMatchObject({ status: 401, body: { code: 'auth.wrong_login' } });
  });

  it('and slows guessing down in the same way', async () => {
    const sixth = (login: string) => async () => {
      for (let i = 0; i < 5; i++) await post('auth/token', { login, password: 'wrong' });
      return await post('auth/token', { login, password: 'wrong' });
    };
    const answer = await expectTheSame({ known: sixth('slow.name'), unknown: sixth('slow.none') });
    expect(answer.status).toBe(429);
  });

  it('and takes as many checks of a password, whoever has that address', async () => {
    await verified('both@example.org');
    await register('both@example.org', 'password of the other');
    const matches = jest.spyOn(PasswordHasher.prototype, 'matches');
    const checks = async (login: string): Promise<number> => {
      matches.mockClear();
      expect(await post('auth/token', { login, password: 'wrong' })).toMatchObject({ status: 401 });
      return matches.mock.calls.length;
    };
    const addresses = ['both', 'holder', 'claimed', 'nobody'].map((name) => `${name}@example.org`);
    for (const address of addresses) expect([address, await checks(address)]).toEqual([address, 2]);
    for (const name of ['knownname', 'nosuchname']) expect([name, await checks(name)]).toEqual([name, 1]);
    matches.mockRestore();
  });

  it('to somebody who registers with the address of another one, and comes back: both have their own password', async () => {
    await verified('mine@example.org');
    await chappe.sql.rows('delete from guesses');
    const comesBack = (email: string, from: string) => async () => {
      await register(email, 'of the newcomer', from);
      for (let i = 0; i < 3; i++) await post('auth/token', { login: email, password: 'wrong' });
      return await post('auth/token', { login: email, password: 'of the newcomer' }, from);
    };
    const answer = await expectTheSame({
      taken: comesBack('mine@example.org', '192.0.2.1'),
      free: comesBack('free@example.org', '192.0.2.2'),
    });
    expect(answer.status).toBe(200);
    await chappe.sql.rows('delete from guesses');
    const own = { login: 'mine@example.org', password: 'password of mine@example.org' };
    expect(await post('auth/token', own)).toMatchObject({ status: 200 });
  });
});

describe('an address is not told to be known (T24)', () => {
  it('by registering with it', async () => {
    await verified('taken1@example.org');
    await register('named1@example.org', 'long enough');
    const arm = (email: string) => () => register(email, 'long enough');
    const answer = await expectTheSame({
      free: arm('unused@example.org'),
      verified: arm('taken1@example.org'),
      named: arm('named1@example.org'),
    });
    expect(answer).toMatchObject({ status: 201, body: { account: { emailVerified: false, role: 'member' } } });
  });

  it('by changing to it, nor by asking for its link', async () => {
    await verified('taken2@example.org');
    const [one, two] = [await chappe.register('mover1'), await chappe.register('mover2')];
    const move = async ({ name, accessToken: token }: TestAccount, email: string): Promise<Answer> => {
      const answer = await chappe.api.call('PATCH', 'account', { email, password: `password of ${name}` }, { token });
      return { ...answer, text: answer.text.replaceAll(name, 'mover') };
    };
    const ask = ({ accessToken: token }: TestAccount) => chappe.api.post('account/email/verification', undefined, { token });
    const moved = await expectTheSame({
      free: () => move(one, 'unused@example.org'),
      taken: () => move(two, 'taken2@example.org'),
    });
    expect(moved).toMatchObject({ status: 200, body: { emailVerified: false } });
    expect(await expectTheSame({ free: () => ask(one), taken: () => ask(two) })).toMatchObject({ status: 202 });
  });

  it('by asking for a new password: the answer is the same, and so is what is written', async () => {
    await verified('known3@example.org');
    await post('auth/register', { username: 'addressless3', password: 'long enough' });
    await register('named3@example.org', 'long enough');
    await post('auth/password/forgot', { login: 'first of all' }); // what all callers have together is counted in a row of its own
    const tables = ['mails', 'guesses', 'accounts', 'sessions', 'audit_entries'];
    const counts = () => Promise.all(tables.map((table) => chappe.sql.count(table)));
    const written: number[][] = [];
    const arm = (login: string) => async () => {
      const before = await counts();
      const answer = await post('auth/password/forgot', { login });
      written.push((await counts()).map((count, i) => count - (before[i] ?? 0)));
      return answer;
    };
    const answer = await expectTheSame({
      known: arm('known3@example.org'),
      unknown: arm('nobody3@example.org'),
      'unknown name': arm('nobody3'),
      'without an address': arm('addressless3'),
      'merely named': arm('named3@example.org'),
    });
    expect(answer).toMatchObject({ status: 202, text: '' });
    expect(written).toEqual(written.map(() => [1, 1, 0, 0, 0])); // a mail, and a try of this caller
  });
});

describe('a link says nothing of whose it was (T24)', () => {
  const bent = (token: string) => token.slice(0, 40) + (token[40] === 'A' ? 'B' : 'A') + token.slice(41);
  const linkFor = async (name: string, wanted: RegExp) => tokenIn(await letterTo(smtp, `${name}@example.org`, wanted));

  /** Takes a link when it is so old. */
  async function later(seconds: number, take: () => Promise<Answer>): Promise<Answer> {
    const clocks = ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'performance'] as const;
    const doNotFake: FakeableAPI[] = ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask', ...clocks];
    jest.useFakeTimers({ doNotFake, now: Date.now() + seconds * 1_000 });
    return await take().finally(() => jest.useRealTimers());
  }

  /** Registers somebody who asks for a new password, and answers the link of the wanted mail. */
  async function linkOf(name: string, wanted: RegExp): Promise<{ link: string; account: TestAccount }> {
    const account = await chappe.register(name);
    await post('auth/password/forgot', { login: name });
    return { link: await linkFor(name, wanted), account };
  }

  /** A link whose account is gone. */
  async function linkOfNobody(name: string, wanted: RegExp): Promise<string> {
    const { link, account } = await linkOf(name, wanted);
    const closed = await chappe.api.call(
      'DELETE',
      'account',
      { password: `password of ${account.name}` },
      { token: account.accessToken },
    );
    expect(closed.status).toBe(204);
    return link;
  }

  it('that verifies an address', async () => {
    const { link } = await linkOf('verifier', /ready/);
    const nobodys = await linkOfNobody('leaver1', /ready/);
    const answer = await expectTheSame({
      'of nobody': () => verify(nobodys),
      'run out': () => later(WEEK_SECONDS + 1, () => verify(link)),
      bent: () => verify(bent(link)),
      nonsense: () => verify('nonsense'),
      'of another kind': async () => verify(await linkFor('verifier', /new password/)),
    });
    expect(answer).toMatchObject({ status: 410, body: { code: 'auth.link_expired' } });
    expect(await verify(link)).toMatchObject({ status: 204 });
  });

  it('that sets a password', async () => {
    const { link } = await linkOf('resetter', /new password/);
    const nobodys = await linkOfNobody('leaver2', /new password/);
    const used = (await linkOf('used', /new password/)).link;
    expect(await reset(used)).toMatchObject({ status: 200 });
    const answer = await expectTheSame({
      'of nobody': () => reset(nobodys),
      used: () => reset(used),
      'run out': () => later(3_601, () => reset(link)),
      bent: () => reset(bent(link)),
      nonsense: () => reset('nonsense'),
      'of another kind': async () => reset(await linkFor('resetter', /ready/)),
    });
    expect(answer).toMatchObject({ status: 410, body: { code: 'auth.link_expired' } });
    expect(await reset(link)).toMatchObject({ status: 200 });
  });

  it('nor does a pairing code say that it was one', async () => {
    const { accessToken: token } = await chappe.register('pairing');
    const pair = (code: string) => chappe.api.post('cabinet/bot-tokens', { code }, { token });
    const [used, expired] = [await chappe.readCode(chappe.person('kim')), await chappe.readCode(chappe.person('lee'))];
    expect(await pair(used)).toMatchObject({ status: 201 });
    await chappe.sql.rows(`update pairing_codes set expires_at = now() - interval '1 second'`);
    const answer = await expectTheSame({
      'never was': () => pair('AAAA-AAAA'),
      'no code': () => pair('?'),
      used: () => pair(used),
      expired: () => pair(expired),
    });
    expect(answer).toMatchObject({ status: 404, body: { code: 'cabinet.code_unknown' } });
  });
});
