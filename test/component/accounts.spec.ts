import { JwtService } from '@nestjs/jwt';
import type { Answer } from '../support/api-client';
import { TestChappe } from '../support/chappe';
import { containing } from '../support/like';

let chappe: TestChappe;

beforeAll(async () => {
  chappe = await TestChappe.start();
});

afterAll(async () => {
  await chappe.stop();
});

const signIn = (login: string, password: string) => chappe.api.post('auth/token', { login, password });
const refresh = (refreshToken: string) => chappe.api.post('auth/token/refresh', { refreshToken });

/** A body without what differs in every answer. */
const said = ({ status, body }: Answer): unknown => ({ status, body: { ...body, requestId: '' } });

describe('registering', () => {
  it('takes an e-mail address or a username or both, and signs in at once', async () => {
    const byMail = await chappe.api.post('auth/register', { email: ' Only.Mail@example.org ', password: '12345 and six' });
    expect(byMail).toMatchObject({
      status: 201,
      body: { account: { email: 'Only.Mail@example.org', username: null, name: 'Only Mail' }, expiresIn: 1_800 },
    });
    const byName = await chappe.api.post('auth/register', { username: 'only_name', password: '12345 and six', name: ' Jo ' });
    expect(byName).toMatchObject({
      status: 201,
      body: { account: { email: null, username: 'only_name', name: 'Jo', role: 'member', emailVerified: false } },
    });
    expect(byName.text).not.toMatch(/password|12345 and six/i);
  });

  it.each([
    ['neither an address nor a username', { password: '12345 and six' }, 'email'],
    ['an address that is none', { email: 'nobody', password: '12345 and six' }, 'email'],
    ['a username with an @', { username: 'a@b', password: '12345 and six' }, 'username'],
    ['a short password', { username: 'short', password: '1234567' }, 'password'],
    ['a password that is no text', { username: 'short', password: 12345678 }, 'password'],
    ['a role', { username: 'boss', password: '12345 and six', role: 'admin' }, 'role'],
    ['NUL in a name', { username: 'nul', password: '12345 and six', name: 'a\0b' }, 'name'],
  ])('refuses %s and names the field', async (_, body, field) => {
    expect(await chappe.api.post('auth/register', body)).toMatchObject({
      status: 400,
      body: { code: 'request.malformed', errors: [{ field, message: containing(field) }] },
    });
  });

  it('gives a login to one only, whatever the case of its letters and however many ask at once', async () => {
    const ask = () => chappe.api.post('auth/register', { username: 'Wanted', password: '12345 and six' });
    const answers = await Promise.all(Array.from({ length: 8 }, ask));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(7).fill(409)]);
    const late = await chappe.api.post('auth/register', { username: 'wANTED', password: '12345 and six' });
    expect(late).toMatchObject({ status: 409, body: { code: 'auth.login_taken', errors: [{ field: 'username' }] } });
  });
});

describe('signing in', () => {
  it.each(['ann', 'ANN', 'ann@example.org', 'Ann@Example.ORG'])('knows the account by %s', async (login) => {
    if (login === 'ann') await chappe.register('ann');
    const { status, body } = await signIn(login, 'password of ann');
    expect(status).toBe(200);
    expect(await chappe.api.get('account', { token: String(body.accessToken) })).toMatchObject({ body: { username: 'ann' } });
  });

  it('is slowed from the fifth wrong password on, for a stranger’s login exactly as for a known one', async () => {
    await chappe.register('known');
    const tries = async (login: string): Promise<Answer[]> => {
      const answers: Answer[] = [];
      for (let i = 0; i < 6; i++) answers.push(await signIn(login, 'wrong'));
      return answers;
    };
    const [known, unknown] = [await tries('known'), await tries('unknown')];
    expect(known.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
    expect(known[5]?.headers.get('retry-after')).toBe('1');
    expect(unknown.map(said)).toEqual(known.map(said));

    expect(await signIn('KNOWN', 'password of known')).toMatchObject({ status: 429 });
    await chappe.sql.rows('update guesses set blocked_until = now()');
    expect(await signIn('known', 'wrong')).toMatchObject({ status: 401 });
    expect((await signIn('known', 'wrong')).headers.get('retry-after')).toBe('2');
    await chappe.sql.rows('update guesses set blocked_until = now()');
    expect(await signIn('known', 'password of known')).toMatchObject({ status: 200 });
    expect(await signIn('known', 'wrong')).toMatchObject({ status: 401 });
  });

  it('lets a hundred guesses at once not get past the limit', async () => {
    await chappe.register('stormed');
    const beganAt = performance.now();
    const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => signIn('stormed', `guess ${String(i)}`)));
    const judged = answers.filter(({ status }) => status === 401);
    // Five are free, and then there are pauses of 1, 2, 4 seconds, as far as the machine needs so long for all of them.
    const pauses = Math.floor(Math.log2(1 + (performance.now() - beganAt) / 1_000));
    expect(judged.length).toBeLessThanOrEqual(5 + pauses);
    const refused = answers.filter(({ status, headers }) => [429, 503].includes(status) && headers.has('retry-after'));
    expect(refused).toHaveLength(100 - judged.length);
    expect(refused.some(({ status }) => status === 429)).toBe(true);
    await chappe.sql.rows('delete from guesses');
  });
});

describe('refreshing', () => {
  it('gives one and the same successor to all who ask at once', async () => {
    const { refreshToken } = await chappe.register('tabs');
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(refreshToken)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const successors = new Set(answers.map(({ body }) => body.refreshToken));
    expect(successors.size).toBe(1);
    expect(successors.has(refreshToken)).toBe(false);
  });

  it('ends the session when a token is used again later, for good', async () => {
    const { refreshToken: first, accessToken } = await chappe.register('copied');
    const second = String((await refresh(first)).body.refreshToken);
    await chappe.sql.rows(`update sessions set rotated_at = now() - interval '11 seconds' where generation = 2`);
    const refused = { status: 401, body: { code: 'auth.refresh_token_refused' } };
    expect(await refresh(first)).toMatchObject(refused);
    expect(await refresh(second)).toMatchObject(refused);
    expect(await chappe.api.get('account', { token: accessToken })).toMatchObject({
      status: 401,
      body: { code: 'auth.session_ended' },
    });
    expect(await chappe.sql.rows(`select end_reason from sessions where end_reason is not null`)).toEqual([
      { end_reason: 'reuse' },
    ]);
  });

  it('ends the session when the token before the last is used, however soon', async () => {
    const { refreshToken: first } = await chappe.register('stale');
    const second = String((await refresh(first)).body.refreshToken);
    const third = String((await refresh(second)).body.refreshToken);
    expect(await refresh(first)).toMatchObject({ status: 401 });
    expect(await refresh(third)).toMatchObject({ status: 401 });
  });

  it.each(['', 'chr_', 'chr_AAAA', `chr_${'A'.repeat(70)}`, 'x'.repeat(201)])('refuses %s', async (token) => {
    expect([400, 401]).toContain((await refresh(token)).status);
  });
});

describe('signing out', () => {
  it('ends both tokens at once', async () => {
    const { accessToken: token, refreshToken } = await chappe.register('leaver');
    expect(await chappe.api.post('auth/logout', undefined, { token })).toMatchObject({ status: 204 });
    const ended = { status: 401, body: { code: 'auth.session_ended' } };
    expect(await chappe.api.get('account', { token })).toMatchObject(ended);
    expect(await chappe.api.post('cabinet/bot-tokens', { code: 'A' }, { token })).toMatchObject(ended);
    expect(await chappe.api.post('messages', { type: 'text', text: 'x' }, { token })).toMatchObject(ended);
    expect(await chappe.api.post('auth/logout', undefined, { token })).toMatchObject(ended);
    expect(await chappe.api.post('auth/token/verify', { token })).toMatchObject({ status: 401 });
    expect(await refresh(refreshToken)).toMatchObject({ status: 401 });
  });
});

describe('verifying', () => {
  it('tells whom a token was made for', async () => {
    const { id, accessToken } = await chappe.register('verified');
    const answer = await chappe.api.post('auth/token/verify', { token: accessToken });
    expect(answer).toMatchObject({ status: 200, body: { accountId: id, role: 'member' } });
  });

  it('takes only tokens that this house made for this use, and that have not run out', async () => {
    const { id, accessToken, refreshToken } = await chappe.register('forged');
    const { sid } = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as { sid: string };
    const claims = { sub: id, sid, role: 'admin', typ: 'access' };
    const house = { issuer: 'chappe', audience: 'chappe-api', expiresIn: 60 };
    const jwt = new JwtService({ secret: process.env.JWT_SECRET });
    const unsigned = [
      { alg: 'none', typ: 'JWT' },
      { ...claims, iss: 'chappe', aud: 'chappe-api' },
    ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    const genuine = jwt.sign(claims, house);
    expect(await chappe.api.get('account', { token: genuine })).toMatchObject({ status: 200 }); // the forgeries below differ from it in one thing
    const forgeries = {
      'another secret': new JwtService({ secret: 'another secret of the right length' }).sign(claims, house),
      'no signature': `${unsigned.join('.')}.`,
      'another algorithm': jwt.sign(claims, { ...house, algorithm: 'HS512' }),
      'another audience': jwt.sign(claims, { ...house, audience: 'somebody' }),
      'another issuer': jwt.sign(claims, { ...house, issuer: 'somebody' }),
      'another kind': jwt.sign({ ...claims, typ: 'refresh' }, house),
      'run out': jwt.sign(claims, { ...house, expiresIn: -1 }),
      'a refresh token': refreshToken,
      'an ended session': jwt.sign({ ...claims, sid: id }, house),
    };
    for (const [what, token] of Object.entries(forgeries)) {
      const statuses = [await chappe.api.get('account', { token }), await chappe.api.post('auth/token/verify', { token })].map(
        ({ status }) => status,
      );
      expect([what, ...statuses]).toEqual([what, 401, 401]);
    }
  });
});

it('a closed house takes no registrations, and its accounts still sign in', async () => {
  await chappe.register('inside');
  await chappe.restart({ REGISTRATION: 'closed' });
  const answer = await chappe.api.post('auth/register', { username: 'outside', password: '12345 and six' });
  expect(answer).toMatchObject({ status: 403, body: { code: 'auth.registration_closed' } });
  expect(await signIn('inside', 'password of inside')).toMatchObject({ status: 200 });
});
