import { DerivedKeys } from '@app/platform';
import { PasswordHasher } from '../../libs/auth/src/guessing/password-hasher';
import type { Answer } from '../support/api-client';
import { TestChappe } from '../support/chappe';
import { letterTo, tokenIn } from '../support/letters';
import { TestSmtp } from '../support/smtp';
import { waitFor } from '../support/wait-for';

const ACCOUNTS = 40;
const ADDRESSES = 100;
const GUESSES = 2_000;
const WAVE = 100;

let chappe: TestChappe;
let smtp: TestSmtp;

beforeAll(async () => {
  smtp = await TestSmtp.start();
  chappe = await TestChappe.start({ settings: { SMTP_URL: smtp.url, TRUST_PROXY: '1' } });
  for (let i = 0; i < ACCOUNTS; i++) await register(`owner${String(i)}`, home(i));
});

afterAll(async () => {
  await chappe.stop();
  await smtp.stop();
});

const asFrom = (address: string) => ({ headers: { 'x-forwarded-for': address } });
const signIn = (login: string, password: string, address: string) =>
  chappe.api.post('auth/token', { login, password }, asFrom(address));
const home = (index: number) => `198.51.100.${String(index)}`;
const elsewhere = (index: number) => `203.0.113.${String(index % ADDRESSES)}`;
const passwordOf = (username: string) => `password of ${username}`;
const register = (username: string, address: string) =>
  chappe.api.post(
    'auth/register',
    { username, email: `${username}@example.org`, password: passwordOf(username) },
    asFrom(address),
  );
const forgetTries = () => chappe.sql.rows('delete from guesses');
/** Logins are counted under a digest: people type passwords where a login belongs. */
const keyOf = (login: string) =>
  `login:${chappe.app.get(DerivedKeys, { strict: false }).mac('login-tries', login).toString('base64url', 0, 16)}`;
const triesCounted = (pattern: string) =>
  chappe.sql.rows<{ key: string; failures: number }>('select key, failures from guesses where key like $1 order by key', [
    pattern,
  ]);

/** Signs in as often as it takes while the house is busy. What is answered otherwise stands. */
const signInPatiently = (login: string, password: string, address: string) =>
  waitFor('an answer', async () => {
    const answer = await signIn(login, password, address);
    return answer.status !== 503 && answer;
  });

/** So many guesses may be judged, where so many are free and each further one doubles the pause of a second. */
const allowed = (freeTries: number, sinceMs: number) =>
  freeTries + Math.floor(Math.log2((performance.now() - sinceMs) / 1_000 + 1));

const isJudged = ({ status }: Answer) => status === 401;
const isPutOff = ({ status, headers }: Answer) => [429, 503].includes(status) && Number(headers.get('retry-after')) >= 1;

/** Does so many things, some at once, each as soon as one before it is done. */
async function inParallel<T>(count: number, atOnce: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  let next = 0;
  const runner = async (): Promise<void> => {
    while (next < count) done.push(await work(next++));
  };
  await Promise.all(Array.from({ length: atOnce }, runner));
  return done;
}

describe('guessing passwords (T23)', () => {
  it('gets a handful judged for each account, also over a restart, and does not keep the owners out', async () => {
    const judged = new Map<string, number>();
    const attack = async (first: number, end: number): Promise<void> => {
      for (let wave = first; wave < end; wave += WAVE) {
        const guesses = Array.from({ length: WAVE }, async (_, n) => {
          const [login, address] = [`owner${String((wave + n) % ACCOUNTS)}`, elsewhere((wave + n) * 7 + wave / WAVE)];
          const answer = await signIn(login, `guess ${String(wave + n)}`, address);
          expect(isJudged(answer) || isPutOff(answer)).toBe(true);
          if (isJudged(answer)) judged.set(login, (judged.get(login) ?? 0) + 1);
        });
        await Promise.all(guesses);
      }
    };
    const ownersComeHome = async (): Promise<void> => {
      for (let i = 0; i < 5; i++) {
        const owner = `owner${String(i)}`;
        expect(await signInPatiently(owner, passwordOf(owner), home(i))).toMatchObject({ status: 200 });
      }
    };
    const began = performance.now();
    await Promise.all([attack(0, GUESSES / 2), ownersComeHome()]);
    const counted = await triesCounted('login%');
    expect(counted.filter(({ key }) => /^login:[\w-]+$/.test(key))).toHaveLength(ACCOUNTS);
    expect(JSON.stringify(counted)).not.toContain('owner');
    await chappe.restart();
    expect(await triesCounted('login%')).toEqual(counted);
    await Promise.all([attack(GUESSES / 2, GUESSES), ownersComeHome()]);

    expect(judged.size).toBe(ACCOUNTS);
    expect(Math.max(...judged.values())).toBeLessThanOrEqual(allowed(5, began));
    await chappe.sql.rows(`update guesses set blocked_until = now() + interval '1 minute' where key = $1`, [keyOf('owner7')]);
    const guessed = await signIn('owner7', passwordOf('owner7'), elsewhere(7));
    expect(guessed).toMatchObject({ status: 429, body: { code: 'auth.too_many_tries' } }); // as if it were wrong
  }, 180_000);

  it('is nothing to whoever sets a new password by mail: what strangers tried before does not count', async () => {
    await forgetTries();
    const [owner, login] = ['owner9@example.org', 'owner9'];
    for (const tried of [owner, login]) {
      await inParallel(20, 5, (i) => signIn(tried, 'wrong', elsewhere(i)));
      expect(await signIn(tried, passwordOf(login), '192.0.2.1')).toMatchObject({ status: 429 });
    }
    await chappe.api.post('auth/password/forgot', { login });
    const token = tokenIn(await letterTo(smtp, owner, /new password/));
    await chappe.api.post('auth/password/reset', { token, password: 'the new password' });
    expect(await signIn(owner, 'the new password', '192.0.2.1')).toMatchObject({ status: 200 });
    expect(await signIn(login, 'the new password', '192.0.2.2')).toMatchObject({ status: 200 });
  });

  it.each([
    ['a login', () => keyOf('owner11'), () => signIn('owner11', 'wrong', '192.0.2.11')],
    ['a network', () => 'login-from:192.0.2.12', () => signIn('owner12', 'wrong', '192.0.2.12')],
  ])('keeps %s out for a quarter of an hour at the longest', async (_, nameKey, guess) => {
    const key = nameKey();
    await forgetTries();
    await chappe.sql.rows('insert into guesses (key, failures, last_at, blocked_until) values ($1, 1000, now(), now())', [key]);
    expect(await guess()).toMatchObject({ status: 401 });
    const seconds = `extract(epoch from blocked_until - last_at)::int`;
    expect(await chappe.sql.rows(`select ${seconds} as seconds from guesses where key = $1`, [key])).toEqual([{ seconds: 900 }]);
  });

  it('with one password on a thousand logins uses up what all have together, and neither known places nor new ones are kept out', async () => {
    await forgetTries();
    await chappe.sql.rows(
      `insert into accounts (id, username, name, password_hash)
       select gen_random_uuid(), 'login' || n, 'somebody', (select password_hash from accounts where username = 'owner0')
       from generate_series(0, 299) n`,
    );
    const began = performance.now();
    const answers = await inParallel(1_000, 20, (i) => signIn(`login${String(i)}`, 'password1', elsewhere(i)));
    const judged = answers.filter(isJudged).length;
    const ownTries = 3 * ADDRESSES;
    expect(judged).toBeGreaterThanOrEqual(500 + ownTries);
    expect(judged).toBeLessThanOrEqual(500 + ownTries + (performance.now() - began) / 2_000);
    expect(answers.filter(isPutOff)).toHaveLength(1_000 - judged);

    expect(await signIn('owner1', passwordOf('owner1'), home(1))).toMatchObject({ status: 200 });
    for (let i = 2; i < 9; i++) {
      const owner = `owner${String(i)}`; // nothing of what all have in common is left, and first tries cost nothing of it
      expect(await signIn(owner, passwordOf(owner), `192.0.2.${String(i)}`)).toMatchObject({ status: 200 });
    }
  }, 120_000);

  it.each([
    ['from where it registered', () => '192.0.2.66'],
    ['from anywhere', (i: number) => elsewhere(i)],
  ])('gets no further with an account that merely names the address and signs in %s in between', async (where, place) => {
    await forgetTries();
    const username = `holder${String(where.length)}`;
    const address = `${username}@example.org`;
    await register(username, home(60));
    await chappe.api.post('auth/email/verify', { token: tokenIn(await letterTo(smtp, address, /confirm/i)) });
    const password = 'password of the squatter';
    await chappe.api.post('auth/register', { email: address, password }, asFrom('192.0.2.66'));
    const [holder] = await chappe.sql.rows('select password_hash from accounts where username = $1', [username]);
    const matches = jest.spyOn(PasswordHasher.prototype, 'matches');
    const began = performance.now();
    for (let i = 0; i < 40; i++) await signIn(address, i % 4 === 3 ? password : `guess ${String(i)}`, place(i));
    const guessed = matches.mock.calls.filter(([hash, tried]) => hash === holder?.password_hash && tried !== password);
    expect(matches).toHaveBeenCalled();
    matches.mockRestore();
    expect(guessed.length).toBeLessThanOrEqual(allowed(5, began));
    expect(await signIn(address, passwordOf(username), home(60))).toMatchObject({ status: 200 });
  });
});

describe('the address of a caller', () => {
  it('is the one that the proxy saw, whatever the caller writes in front of it', async () => {
    await forgetTries();
    await inParallel(30, 10, (i) => signIn(`unknown${String(i)}`, 'wrong', `10.9.8.${String(i)}, 192.0.2.77`));
    await inParallel(10, 10, (i) => signIn(`unmapped${String(i)}`, 'wrong', '::ffff:192.0.2.77'));
    expect(await triesCounted('login-from:%')).toEqual([{ key: 'login-from:192.0.2.77', failures: 40 }]);
  });

  it('is of IPv6 the networks of 64, 56 and 48 bits: what one customer may have', async () => {
    await forgetTries();
    await register('roaming', '2001:db8:aa:bb::1');
    await inParallel(30, 10, (i) => signIn(`unknown${String(i)}`, 'wrong', `2001:DB8:5:6:${i.toString(16)}::${String(i)}`));
    await signIn('unknown', 'wrong', '2001:db8:5:7::1');
    expect(await triesCounted('login-from:%')).toEqual([
      { key: 'login-from:2001:db8:5:0::/56', failures: 31 },
      { key: 'login-from:2001:db8:5:6::/64', failures: 30 },
      { key: 'login-from:2001:db8:5:7::/64', failures: 1 },
      { key: 'login-from:2001:db8:5::/48', failures: 31 },
    ]);
    await inParallel(10, 5, (i) => signIn('roaming', 'wrong', elsewhere(i)));
    expect(await signIn('roaming', passwordOf('roaming'), '2001:db8:aa:bc::1')).toMatchObject({ status: 429 });
    expect(await signIn('roaming', passwordOf('roaming'), '2001:db8:aa:bb:9:8:7:6')).toMatchObject({ status: 200 });
  });

  it('is its connection’s where no proxy is trusted: two hundred forged headers move no counter', async () => {
    await chappe.restart({ TRUST_PROXY: '' });
    await forgetTries();
    const began = performance.now();
    const names = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'x-client-ip', 'true-client-ip'];
    const answers = await inParallel(200, 20, (i) => {
      const headers = { [names[i % names.length] ?? '']: elsewhere(i), 'x-forwarded-for': elsewhere(i) };
      return chappe.api.post('auth/token', { login: `unknown${String(i)}`, password: 'wrong' }, { headers });
    });
    expect((await triesCounted('login-from:%')).map(({ key }) => key)).toEqual(['login-from:127.0.0.1']);
    expect(answers.filter(isJudged).length).toBeLessThanOrEqual(allowed(50, began));
    expect(answers.filter(isPutOff)).toHaveLength(200 - answers.filter(isJudged).length);
  });
});

describe('guessing pairing codes (T23)', () => {
  it('gets five of three hundred judged, and meets none of those that are open', async () => {
    const { accessToken: token } = await chappe.register('pairing');
    const open = await Promise.all(['kim', 'lee', 'mia'].map((key) => chappe.readCode(chappe.person(key))));
    const guess = (i: number) =>
      chappe.api.post('cabinet/bot-tokens', { code: `${open[i % 3]?.slice(0, 6) ?? ''}${String(100 + i).slice(1)}0` }, { token });
    const answers = await Promise.all(Array.from({ length: 300 }, (_, i) => guess(i)));
    const judged = answers.filter(({ status }) => status === 404).length;
    expect(judged).toBeLessThanOrEqual(5);
    expect(answers.filter(isPutOff)).toHaveLength(300 - judged);
    expect(await chappe.api.post('cabinet/bot-tokens', { code: open[0] }, { token })).toMatchObject({ status: 429 });
    expect(await chappe.sql.count('pairing_codes')).toBe(3);
  });

  it('is not made cheaper by right codes in between, which anybody has from a chat of their own', async () => {
    const { accessToken: token } = await chappe.register('pairing2');
    const own = chappe.person('ned');
    const pair = (code: string) => chappe.api.post('cabinet/bot-tokens', { code }, { token });
    const guesses: Answer[] = [];
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 4; i++) guesses.push(await pair(`AAAA-AA${String(round)}${String(i)}`));
      await pair(await chappe.readCode(own));
    }
    expect(guesses.filter(({ status }) => status === 404).length).toBeLessThanOrEqual(5);
  });
});
