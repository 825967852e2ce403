import { TestChappe, type TestAccount } from '../support/chappe';
import { letterTo, tokenIn } from '../support/letters';
import { containing } from '../support/like';
import { TestSmtp } from '../support/smtp';
import { waitFor } from '../support/wait-for';

let chappe: TestChappe;
let smtp: TestSmtp;

beforeAll(async () => {
  smtp = await TestSmtp.start();
  chappe = await TestChappe.start({ settings: { SMTP_URL: smtp.url } });
});

afterAll(async () => {
  await chappe.stop();
  await smtp.stop();
});

const signIn = (login: string, password: string, userAgent = 'curl/8.5.0') =>
  chappe.api.post('auth/token', { login, password }, { headers: { 'user-agent': userAgent } });
const account = async ({ accessToken: token }: { accessToken: string }) => (await chappe.api.get('account', { token })).body;
const patch = ({ accessToken: token }: TestAccount, body: Record<string, unknown>) =>
  chappe.api.call('PATCH', 'account', body, { token });
const verify = (token: string) => chappe.api.post('auth/email/verify', { token });
const forgot = (login: string) => chappe.api.post('auth/password/forgot', { login });
const reset = (token: string, password: string) => chappe.api.post('auth/password/reset', { token, password });
const expired = { status: 410, body: { code: 'auth.link_expired' } };

/** The same token with one character changed. */
const bent = (token: string) => token.slice(0, 30) + (token[30] === 'A' ? 'B' : 'A') + token.slice(31);

describe('verifying an address', () => {
  it('is done by the link in the welcome mail; a second click does no harm, a bent link does nothing', async () => {
    const ann = await chappe.register('ann');
    const token = tokenIn(await letterTo(smtp, 'ann@example.org', /confirm/i));
    expect(await account(ann)).toMatchObject({ emailVerified: false });
    expect(await verify(bent(token))).toMatchObject(expired);
    expect(await verify('nonsense')).toMatchObject(expired);
    expect(await verify(token)).toMatchObject({ status: 204, text: '' });
    expect(await verify(token)).toMatchObject({ status: 204 });
    expect(await account(ann)).toMatchObject({ emailVerified: true });
  });

  it('can be asked for again, and needs no second time', async () => {
    const again = await chappe.register('again');
    const token = again.accessToken;
    await letterTo(smtp, 'again@example.org', /ready/);
    expect(await chappe.api.post('account/email/verification', undefined, { token })).toMatchObject({ status: 202, text: '' });
    expect(await verify(tokenIn(await letterTo(smtp, 'again@example.org', /^Please confirm your address$/)))).toMatchObject({
      status: 204,
    });
    const before = await chappe.sql.count('mails');
    expect(await chappe.api.post('account/email/verification', undefined, { token })).toMatchObject({ status: 202 });
    expect(await chappe.sql.count('mails')).toBe(before);
  });

  it('makes the address belong to one account: whoever else named it cannot verify it, and its holder is told', async () => {
    const first = await chappe.register('first');
    await chappe.api.post('auth/register', { email: 'First@Example.org', password: 'of the squatter' });
    const mine = tokenIn(await letterTo(smtp, 'first@example.org', /ready/));
    const theirs = tokenIn(await letterTo(smtp, 'First@example.org', /ready/));
    expect(await verify(mine)).toMatchObject({ status: 204 });
    expect(await verify(theirs)).toMatchObject(expired);
    expect(await account(first)).toMatchObject({ emailVerified: true });
    expect(await signIn('first@example.org', 'password of first')).toMatchObject({ status: 200 });

    await chappe.api.post('auth/register', { email: 'first@example.org', password: 'of another one' });
    await letterTo(smtp, 'first@example.org', /already have a Chappe account/);
    expect(await signIn('first@example.org', 'password of first')).toMatchObject({ status: 200 });
  });

  it('of one address by two accounts at once succeeds for one', async () => {
    const address = 'race@example.org';
    await chappe.api.post('auth/register', { email: address, password: 'the one password' });
    await chappe.api.post('auth/register', { email: address, password: 'the other password' });
    const mails = await waitFor('two mails', () => Promise.resolve(smtp.mailsTo(address).length === 2 && smtp.mailsTo(address)));
    const tokens = mails.map((mail) => tokenIn(mail));
    expect(new Set(tokens).size).toBe(2);
    const answers = await Promise.all(tokens.map((token) => verify(token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 410]);
  });
});

describe('a forgotten password', () => {
  it('is replaced by a link that is good for one use, ends all sessions, and shows the address to be verified', async () => {
    const bob = await chappe.register('bob');
    expect(await forgot('BOB')).toMatchObject({ status: 202, text: '' });
    const token = tokenIn(await letterTo(smtp, 'bob@example.org', /new password/));
    expect(await reset(token, 'short')).toMatchObject({ status: 400, body: { errors: [{ field: 'password' }] } });
    const answers = await Promise.all(['the new password', 'another new one'].map((password) => reset(token, password)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect(await reset(token, 'the third password')).toMatchObject(expired);
    expect(await chappe.api.get('account', { token: bob.accessToken })).toMatchObject({ status: 401 });
    expect(await chappe.api.post('auth/token/refresh', { refreshToken: bob.refreshToken })).toMatchObject({ status: 401 });
    expect(await signIn('bob', 'password of bob')).toMatchObject({ status: 401 });
    await letterTo(smtp, 'bob@example.org', /password was changed/);
    const won = answers[0]?.status === 200 ? 'the new password' : 'another new one';
    const again = await signIn('bob', won);
    expect(await account({ accessToken: String(again.body.accessToken) })).toMatchObject({ emailVerified: true });
  });

  it('is not replaced by a link that is an hour old, nor by one for an address that was given up', async () => {
    const eve = await chappe.register('eve');
    await forgot('eve@example.org');
    const old = tokenIn(await letterTo(smtp, 'eve@example.org', /new password/));
    jest.useFakeTimers({
      doNotFake: [
        'nextTick',
        'setImmediate',
        'setTimeout',
        'setInterval',
        'clearTimeout',
        'clearInterval',
        'queueMicrotask',
        'performance',
      ],
      now: Date.now() + 3_601_000,
    });
    expect(await reset(old, 'too late by now')).toMatchObject(expired);
    jest.useRealTimers();
    expect(await patch(eve, { email: 'eve@other.example', password: 'password of eve' })).toMatchObject({ status: 200 });
    expect(await reset(old, 'for the old address')).toMatchObject(expired);
  });

  it('asked for by somebody unknown, or by somebody without an address, is answered the same and mailed to nobody', async () => {
    await chappe.api.post('auth/register', { username: 'addressless', password: 'long enough' });
    const resets = () => smtp.offered.filter(({ plain }) => plain.includes('new password for the account')).length;
    const sent = resets();
    const known = await forgot('ann');
    await letterTo(smtp, 'ann@example.org', /new password/);
    for (const login of ['nobody', 'nobody@example.org', 'addressless']) {
      const answer = await forgot(login);
      expect([answer.status, answer.text]).toEqual([known.status, known.text]);
    }
    expect(resets()).toBe(sent + 1);
    expect(await chappe.sql.rows(`select status from mails where status = 'withheld'`)).toHaveLength(3);
  });

  it('makes wrong tries of before count no more', async () => {
    await chappe.register('locked');
    for (let i = 0; i < 6; i++) await signIn('locked', 'wrong', 'stranger');
    await forgot('locked');
    await reset(tokenIn(await letterTo(smtp, 'locked@example.org', /new password/)), 'the new password');
    expect(await signIn('locked', 'the new password')).toMatchObject({ status: 200 });
  });
});

describe('changing the password', () => {
  it('needs the old one, ends all other sessions, and is told by mail', async () => {
    const cat = await chappe.register('cat');
    await chappe.sql.rows(`update accounts set email_verified_at = now() where username = 'cat'`);
    const other = (await signIn('cat', 'password of cat')).body;
    const change = (currentPassword: string, password: string) =>
      chappe.api.post('account/password', { currentPassword, password }, { token: cat.accessToken });
    expect(await change('wrong', 'a new password')).toMatchObject({
      status: 422,
      body: { code: 'auth.wrong_password', errors: [{ field: 'currentPassword' }] },
    });
    expect(await change('password of cat', 'a new password')).toMatchObject({ status: 200 });
    expect(await account(cat)).toMatchObject({ username: 'cat' });
    expect(await chappe.api.get('account', { token: String(other.accessToken) })).toMatchObject({ status: 401 });
    expect(await signIn('cat', 'password of cat')).toMatchObject({ status: 401 });
    expect(await signIn('cat', 'a new password')).toMatchObject({ status: 200 });
    await letterTo(smtp, 'cat@example.org', /password was changed/);
  });

  it('is slowed for whoever holds a token and guesses', async () => {
    const dan = await chappe.register('dan');
    const guess = (currentPassword: string) =>
      chappe.api.post('account/password', { currentPassword, password: 'of the thief' }, { token: dan.accessToken });
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => guess(`guess ${String(i)}`)));
    expect(answers.filter(({ status }) => status === 422).length).toBeLessThanOrEqual(5);
    expect(answers.some(({ status }) => status === 429)).toBe(true);
  });
});

describe('the profile', () => {
  it('changes name and language without more, and what one signs in with only with the password', async () => {
    const fay = await chappe.register('fay');
    expect(await patch(fay, { name: ' Fay F. ', locale: 'ru' })).toMatchObject({
      status: 200,
      body: { name: 'Fay F.', locale: 'ru' },
    });
    expect(await patch(fay, { username: 'fay2' })).toMatchObject({ status: 422, body: { errors: [{ field: 'password' }] } });
    expect(await patch(fay, { username: 'fay2', password: 'wrong' })).toMatchObject({ status: 422 });
    expect(await patch(fay, { username: 'ann', password: 'password of fay' })).toMatchObject({
      status: 409,
      body: { code: 'auth.login_taken' },
    });
    expect(await patch(fay, { username: 'fay2', password: 'password of fay' })).toMatchObject({ body: { username: 'fay2' } });
    expect(await signIn('fay', 'password of fay')).toMatchObject({ status: 401 });
    expect(await signIn('FAY2', 'password of fay')).toMatchObject({ status: 200 });
  });

  it('takes another address, tells the old one, and asks the new one to verify itself, in the holder’s language', async () => {
    const gus = await chappe.register('gus');
    await verify(tokenIn(await letterTo(smtp, 'gus@example.org', /confirm/i)));
    await patch(gus, { locale: 'ru' });
    const changed = await patch(gus, { email: 'gus@new.example', password: 'password of gus' });
    expect(changed).toMatchObject({ status: 200, body: { email: 'gus@new.example', emailVerified: false } });
    expect((await letterTo(smtp, 'gus@example.org', /gus@new\.example/)).html).toContain('lang="ru"');
    const link = tokenIn(await letterTo(smtp, 'gus@new.example', /[а-я]/));
    expect(await verify(link)).toMatchObject({ status: 204 });
    expect(await account(gus)).toMatchObject({ emailVerified: true });
  });

  it('keeps at least one login, and gives up the other with null', async () => {
    const hal = await chappe.register('hal');
    const password = 'password of hal';
    expect(await patch(hal, { username: null, email: null, password })).toMatchObject({
      status: 422,
      body: { code: 'auth.login_needed' },
    });
    expect(await patch(hal, { username: null, password })).toMatchObject({ status: 200, body: { username: null } });
    expect(await patch(hal, { email: null, password })).toMatchObject({ status: 422, body: { code: 'auth.login_needed' } });
    expect(await signIn('hal@example.org', password)).toMatchObject({ status: 200 });
  });

  it.each(['role', 'id', 'emailVerifiedAt', 'passwordHash', 'createdAt', 'closingAt', 'emailVerified'])(
    'does not take %s',
    async (field) => {
      const answer = await patch(await chappe.register(`mass_${field}`), { [field]: 'admin' });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ field, message: containing(field) }] } });
    },
  );
});

it('pages behind the links hold neither a token nor a foreign script, and speak the reader’s language', async () => {
  for (const path of ['/verify-email', '/reset-password']) {
    const page = await chappe.api.get(path, { headers: { 'accept-language': 'ru-RU,ru;q=0.9,en;q=0.8' } });
    expect(page.status).toBe(200);
    expect(page.text).toContain('lang="ru"');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'sha256-/);
    expect((await chappe.api.get(path)).text).toContain('lang="en"');
  }
});
