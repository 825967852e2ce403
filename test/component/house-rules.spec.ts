import { JwtService } from '@nestjs/jwt';
import { TestChappe, type TestAccount } from '../support/chappe';
import { pairedPerson } from '../support/messages';
import { waitFor } from '../support/wait-for';

let chappe: TestChappe;
let ann: TestAccount;

const GOOD = 'correct horse battery staple';

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { MAX_BOTS_PER_ACCOUNT: '20' } });
  ann = await chappe.register('ann');
});

afterAll(async () => {
  await chappe.stop();
});

const register = (body: object) => chappe.api.post<{ account: { name: string } }>('auth/register', body);

describe('a password', () => {
  it.each(['12345678', 'password', 'Password1', 'qwertyuiop', '        ', 'aaaaaaab', 'iloveyou', 'sunshine'])(
    'like %j is refused on a public host',
    async (password) => {
      expect(await register({ username: 'mallory', password })).toMatchObject({
        status: 422,
        body: { code: 'auth.password_too_easy', errors: [{ field: 'password' }] },
      });
    },
  );

  it.each(['the-mallory', 'The-Mallory2026!', 'post.of.mallory@example.org', 'Margarita', 'margarita!!1', 'chappe123'])(
    'made of the account’s own words, like %j, is refused',
    async (password) => {
      const own = { username: 'the-mallory', email: 'post.of.mallory@example.org', name: 'Margarita' };
      expect(await register({ ...own, password })).toMatchObject({ status: 422, body: { code: 'auth.password_too_easy' } });
    },
  );

  it('is judged wherever one is set, and must be another one', async () => {
    const change = (password: string) =>
      chappe.api.post('account/password', { currentPassword: 'password of ann', password }, { token: ann.accessToken });
    expect(await change('12345678')).toMatchObject({ status: 422, body: { code: 'auth.password_too_easy' } });
    expect(await change('password of ann')).toMatchObject({ status: 422, body: { code: 'auth.password_unchanged' } });
    await chappe.sql.rows(`update accounts set role = 'admin' where id = $1`, [ann.id]);
    const made = await chappe.api.post('admin/accounts', { username: 'easy', password: 'password' }, { token: ann.accessToken });
    expect(made).toMatchObject({ status: 422, body: { code: 'auth.password_too_easy' } });
  });
});

describe('what cannot be undone', () => {
  it.each<[string, string, (id: string) => string, object]>([
    ['deleting the account', 'DELETE', () => 'account', {}],
    ['exporting everything', 'POST', () => 'account/export', {}],
    ['deleting a bot', 'DELETE', (id) => `bots/${id}`, {}],
    ['another token of a bot', 'PATCH', (id) => `bots/${id}`, { token: `123456789:${'A'.repeat(35)}` }],
    ['deleting another account', 'DELETE', () => `admin/accounts/${ann.id}`, {}],
  ])('%s, needs the password', async (_, method, path, body) => {
    const [{ id: bot } = { id: '' }] = await chappe.sql.rows<{ id: string }>('select id from bots where owner_id = $1', [ann.id]);
    const connected = bot === '' ? await connect() : bot;
    const call = (more: object) => chappe.api.call(method, path(connected), { ...body, ...more }, { token: ann.accessToken });
    expect([400, 422]).toContain((await call({})).status);
    expect(await call({ password: 'not it' })).toMatchObject({ status: 422, body: { code: 'auth.wrong_password' } });
    expect(await chappe.api.get('account', { token: ann.accessToken })).toMatchObject({ status: 200 });
    expect(await chappe.api.get(`bots/${connected}`, { token: ann.accessToken })).toMatchObject({ status: 200 });
    await chappe.sql.rows('delete from guesses');
  });

  async function connect(): Promise<string> {
    const { token } = chappe.telegram.addBot({ username: 'ann_bot' });
    return (await chappe.api.post<{ id: string }>('bots', { token }, { token: ann.accessToken })).body.id;
  }
});

describe('the last admin', () => {
  const admins = async () => (await chappe.sql.rows(`select 1 from accounts where role = 'admin' and closing_at is null`)).length;
  const demote = (who: TestAccount, by: TestAccount) =>
    chappe.api.call('PATCH', `admin/accounts/${who.id}`, { role: 'member' }, { token: by.accessToken });

  it('stays: neither demoted nor deleted, not even by itself', async () => {
    const boss = await chappe.register('boss');
    await chappe.sql.rows(`update accounts set role = case when id = $1 then 'admin' else 'member' end`, [boss.id]);
    const last = { status: 409, body: { code: 'auth.last_admin' } };
    expect(await demote(boss, boss)).toMatchObject(last);
    const password = { password: 'password of boss' };
    expect(await chappe.api.call('DELETE', 'account', password, { token: boss.accessToken })).toMatchObject(last);
    expect(await chappe.api.call('DELETE', `admin/accounts/${boss.id}`, password, { token: boss.accessToken })).toMatchObject(
      last,
    );
    expect(await admins()).toBe(1);
  });

  it('stays when two demote each other at once', async () => {
    const pair = [await chappe.register('castor'), await chappe.register('pollux')] as const;
    await chappe.sql.rows(`update accounts set role = case when id = any($1) then 'admin' else 'member' end`, [
      pair.map(({ id }) => id),
    ]);
    const answers = await Promise.all([demote(pair[0], pair[1]), demote(pair[1], pair[0])]);
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    expect(await admins()).toBe(1);
  });
});

describe('a display name', () => {
  it.each(['\u2800\u2800', 'https://evil.example', 'Chappe Team', 'A\nB', 'house_bot', 'House Bot'])(
    'like %j is refused',
    async (name) => {
      expect([400, 422]).toContain((await register({ username: `n${String(Date.now())}`, password: GOOD, name })).status);
      expect([400, 422]).toContain((await chappe.api.call('PATCH', 'account', { name }, { token: ann.accessToken })).status);
    },
  );

  it('that nobody gave is no address', async () => {
    expect((await register({ username: 'evil.example', password: GOOD })).body.account.name).toBe('evil example');
  });
});

describe('a token', () => {
  const signed = (claims: object, options: object = {}) =>
    new JwtService({ secret: process.env.JWT_SECRET }).sign(claims, { issuer: 'chappe', audience: 'chappe-api', ...options });
  const seconds = () => Math.floor(Date.now() / 1_000);

  it.each<[string, () => string]>([
    ['that never ends', () => signed(claims())],
    ['that lasts too long', () => signed(claims(), { expiresIn: '2h' })],
    ['from the future', () => signed({ ...claims(), iat: seconds() + 3_600 }, { expiresIn: '30m' })],
    [
      'with a header that nobody here writes',
      () => signed(claims(), { expiresIn: '30m', header: { alg: 'HS256', crit: ['x'], x: 1 } }),
    ],
  ])('%s is refused, although it is signed', async (_, token) => {
    expect(await chappe.api.get('account', { token: token() })).toMatchObject({ status: 401 });
    expect(await chappe.api.post('auth/token/verify', { token: token() })).toMatchObject({ status: 401 });
  });

  it('as it is issued is taken', async () => {
    expect(await chappe.api.get('account', { token: signed(claims(), { expiresIn: '30m' }) })).toMatchObject({ status: 200 });
  });

  it('that refreshes has one spelling', async () => {
    for (const junk of ['=', '.', ' ', '!', '\n', 'A']) {
      expect(await chappe.api.post('auth/token/refresh', { refreshToken: ann.refreshToken + junk })).toMatchObject({
        status: 401,
      });
    }
    expect(await chappe.api.post('auth/token/refresh', { refreshToken: ann.refreshToken })).toMatchObject({ status: 200 });
  });

  const claims = () => {
    const payload = JSON.parse(Buffer.from(ann.accessToken.split('.')[1] ?? '', 'base64url').toString()) as Record<
      string,
      unknown
    >;
    return { sub: payload.sub, sid: payload.sid, role: 'member', typ: 'access' };
  };
});

describe('a bot token that ends', () => {
  it('takes back what it had scheduled, and nothing of others', async () => {
    const bea = await chappe.register('bea');
    const { messages } = await pairedPerson(chappe, bea, 'reader');
    const other = await pairedPerson(chappe, bea, 'other');
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const id = String((await messages.post({ text: 'later', sendAt: later })).body.id);
    const kept = String((await other.messages.post({ text: 'kept', sendAt: later })).body.id);
    const [token] = await chappe.sql.rows<{ id: string }>('select bot_token_id as id from messages where id = $1', [id]);
    const revoked = await chappe.api.call('DELETE', `cabinet/bot-tokens/${token?.id ?? ''}`, undefined, {
      token: bea.accessToken,
    });
    expect(revoked).toMatchObject({ status: 204 });
    const statusOf = async (message: string) =>
      (await chappe.api.get(`messages/${message}`, { token: bea.accessToken })).body.status;
    expect([await statusOf(id), await statusOf(kept)]).toEqual(['cancelled', 'queued']);
  });

  it('of somebody else takes back nothing', async () => {
    const [{ id } = { id: '' }] = await chappe.sql.rows<{ id: string }>(
      'select id from bot_tokens where revoked_at is null limit 1',
    );
    const scheduled = () => chappe.sql.count(`messages where scheduled and status = 'queued'`);
    const before = await scheduled();
    expect(await chappe.api.call('DELETE', `cabinet/bot-tokens/${id}`, undefined, { token: ann.accessToken })).toMatchObject({
      status: 404,
    });
    expect([before, await scheduled()]).toEqual([1, 1]);
  });

  it('ends with a new password when that is wished for; the answer says what ended', async () => {
    const [{ name } = { name: '' }] = await chappe.sql.rows<{ name: string }>(
      `select username as name from accounts where username = 'bea'`,
    );
    const signIn = async () =>
      (await chappe.api.post<{ accessToken: string }>('auth/token', { login: name, password: `password of ${name}` })).body
        .accessToken;
    const [token] = [await signIn(), await signIn()];
    const answer = await chappe.api.post(
      'account/password',
      { currentPassword: `password of ${name}`, password: GOOD },
      { token },
    );
    expect(answer).toMatchObject({ status: 200, body: { sessionsEnded: 2, botTokensRevoked: 0, botTokensLeft: 1 } });
    const passwords = { currentPassword: GOOD, password: `${GOOD} again`, revokeBotTokens: true };
    expect(await chappe.api.post('account/password', passwords, { token })).toMatchObject({
      status: 200,
      body: { botTokensRevoked: 1, botTokensLeft: 0 },
    });
    await waitFor('what was scheduled to be taken back', async () => {
      return (await chappe.sql.count(`messages where scheduled and status = 'queued'`)) === 0;
    });
  });
});

describe('registration', () => {
  it('is closed on a public host, unless the operator has opened it', async () => {
    await chappe.restart({ REGISTRATION: '' });
    expect(await register({ username: 'stranger', password: GOOD })).toMatchObject({
      status: 403,
      body: { code: 'auth.registration_closed' },
    });
    await chappe.restart({ CHAPPE_EMBEDDED: 'on' });
    expect(await register({ username: 'owner', password: '12345678' })).toMatchObject({ status: 201 });
  });
});
