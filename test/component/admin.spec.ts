import { OperatorService } from '@app/auth';
import { TestChappe, type TestAccount } from '../support/chappe';
import { letterTo, tokenIn, welcomeTo } from '../support/letters';
import { containing } from '../support/like';
import { pairedPerson } from '../support/messages';
import { TestSmtp } from '../support/smtp';
import { waitFor } from '../support/wait-for';

const NOBODYS_ID = '018f0000-0000-7000-8000-000000000000';

interface Entry {
  readonly id: string;
  readonly actor: string;
  readonly actorId: string | null;
  readonly address: string | null;
  readonly action: string;
  readonly accountId: string | null;
  readonly detail: Record<string, unknown>;
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

let chappe: TestChappe;
let smtp: TestSmtp;

const passwordOf = (name: string) => `password of ${name}`;
const signIn = (login: string, password = passwordOf(login)) => chappe.api.post<TestAccount>('auth/token', { login, password });
const roleOf = async (id: string) => (await chappe.sql.rows('select role from accounts where id = $1', [id]))[0]?.role as unknown;
const verify = (token: string) => chappe.api.post('auth/email/verify', { token });
const idOf = async (username: string) =>
  (await chappe.sql.rows<{ id: string }>('select id from accounts where username = $1', [username]))[0]?.id ?? '';
const welcomeOf = async (name: string, address = `${name}@example.org`) => await welcomeTo(smtp, address, await idOf(name));
const adminOnly = { status: 403, body: { code: 'auth.admin_only' } };
const ended = { status: 401, body: { code: 'auth.session_ended' } };

/** Registers and verifies the address. */
async function verified(name: string): Promise<TestAccount> {
  const account = await chappe.register(name);
  expect(await verify(tokenIn(await welcomeOf(name)))).toMatchObject({ status: 204 });
  return account;
}

/** Somebody whom the operator has made an admin, signed in. */
async function adminNamed(name: string): Promise<TestAccount> {
  const account = await chappe.register(name);
  await chappe.app.get(OperatorService, { strict: false }).appoint(name, 'admin');
  return { ...account, ...(await signIn(name)).body };
}

it('on a machine of one’s own the first account is the admin, however many register at once', async () => {
  chappe = await TestChappe.start({ settings: { CHAPPE_EMBEDDED: 'on' } });
  const accounts = await Promise.all(['one', 'two', 'three', 'four'].map((name) => chappe.register(name)));
  const roles = await Promise.all(accounts.map(({ id }) => roleOf(id)));
  expect(roles.toSorted()).toEqual(['admin', 'member', 'member', 'member']);
  await chappe.stop();
});

describe('on a public host', () => {
  beforeAll(async () => {
    smtp = await TestSmtp.start();
    const settings = { SMTP_URL: smtp.url, CHAPPE_EMBEDDED: '', ADMIN_EMAIL: 'boss@example.org' };
    chappe = await TestChappe.start({ settings });
  });

  afterAll(async () => {
    await chappe.stop();
    await smtp.stop();
  });

  describe('ADMIN_EMAIL', () => {
    const reset = async (to: string, password: string) => {
      const token = tokenIn(await letterTo(smtp, to, /new password for the account/));
      return await chappe.api.post('auth/password/reset', { token, password });
    };

    it('makes an admin of who reads its mail and has just set the password, not of a stranger who named it before', async () => {
      const name = (username: string, email: string) =>
        chappe.api.post<{ account: { id: string }; accessToken: string }>('auth/register', {
          username,
          email,
          password: passwordOf(username),
        });
      const squatter = (await name('squatter', 'boss@example.org')).body;
      expect(await roleOf(squatter.account.id)).toBe('member');

      // The boss takes the link of an account that a stranger made: its address is verified, and that is all.
      expect(await verify(tokenIn(await welcomeOf('squatter', 'boss@example.org')))).toMatchObject({ status: 204 });
      expect(await roleOf(squatter.account.id)).toBe('member');
      expect(await chappe.api.get('admin/accounts', { token: squatter.accessToken })).toMatchObject(adminOnly);

      expect(await reset('boss@example.org', 'only the boss knows')).toMatchObject({ status: 200 });
      expect(await roleOf(squatter.account.id)).toBe('admin');
      expect(await chappe.api.get('admin/accounts', { token: squatter.accessToken })).toMatchObject(ended);
      expect(await chappe.api.get('account', { token: squatter.accessToken })).toMatchObject(ended);
      expect(await signIn('squatter')).toMatchObject({ status: 401 });
      const { accessToken: token } = (await signIn('boss@example.org', 'only the boss knows')).body;
      expect(await chappe.api.get('admin/accounts', { token })).toMatchObject({ status: 200 });

      const last = (await name('latecomer', 'BOSS@example.org')).body.account;
      expect(await roleOf(last.id)).toBe('member');
    });

    it('that is set later makes an admin when a new password is set by mail, and of nobody else', async () => {
      const [known, named] = [await verified('known'), await chappe.register('named')];
      await chappe.restart({ ADMIN_EMAIL: 'KNOWN@example.org' });
      expect([await roleOf(known.id), await roleOf(named.id)]).toEqual(['member', 'member']);
      for (const login of ['known', 'named']) {
        await chappe.api.post('auth/password/forgot', { login });
        expect(await reset(`${login}@example.org`, 'a new password')).toMatchObject({ status: 200 });
      }
      expect([await roleOf(known.id), await roleOf(named.id)]).toEqual(['admin', 'member']);
    });
  });

  describe('a role', () => {
    const change = (id: string, role: unknown, { accessToken: token }: TestAccount) =>
      chappe.api.call('PATCH', `admin/accounts/${id}`, { role }, { token });
    const accountsFor = ({ accessToken: token }: TestAccount) => chappe.api.get('admin/accounts', { token });

    it('that an admin gives or takes holds at once: the tokens of before are dead', async () => {
      const [admin, ben] = [await adminNamed('admin'), await chappe.register('ben')];
      const expectDead = async ({ accessToken: token, refreshToken }: TestAccount): Promise<void> => {
        expect(await chappe.api.get('account', { token })).toMatchObject(ended);
        expect(await chappe.api.call('PATCH', 'account', { name: 'x' }, { token })).toMatchObject(ended);
        expect(await chappe.api.post('auth/token/refresh', { refreshToken })).toMatchObject({ status: 401 });
      };
      expect(await change(ben.id, 'admin', admin)).toMatchObject({ status: 200, body: { id: ben.id, role: 'admin' } });
      await expectDead(ben);

      const promoted = (await signIn('ben')).body;
      expect(await accountsFor(promoted)).toMatchObject({ status: 200 });
      expect(await change(ben.id, 'member', admin)).toMatchObject({ status: 200, body: { role: 'member' } });
      for (const path of ['admin/accounts', 'admin/audit', 'admin/mail', 'account', 'cabinet/bot-tokens']) {
        expect([path, await chappe.api.get(path, { token: promoted.accessToken })]).toMatchObject([path, ended]);
      }
      expect(await chappe.sql.rows('select distinct end_reason from sessions where account_id = $1', [ben.id])).toEqual([
        { end_reason: 'role' },
      ]);
      expect(await accountsFor((await signIn('ben')).body)).toMatchObject(adminOnly);
    });

    it('counts as it stands in the account, whatever an access token says', async () => {
      const carl = await adminNamed('carl');
      expect(await accountsFor(carl)).toMatchObject({ status: 200 });
      await chappe.sql.rows(`update accounts set role = 'member' where id = $1`, [carl.id]);
      for (const path of ['admin/accounts', 'admin/audit', 'admin/mail']) {
        expect([path, await chappe.api.get(path, { token: carl.accessToken })]).toMatchObject([path, adminOnly]);
      }
      expect(await change(carl.id, 'admin', carl)).toMatchObject(adminOnly);
    });

    it('is changed by admins only, for accounts that exist, and is one of two', async () => {
      const [admin, dora] = [await adminNamed('admin2'), await chappe.register('dora')];
      expect(await change(dora.id, 'admin', dora)).toMatchObject(adminOnly);
      expect(await change(NOBODYS_ID, 'admin', admin)).toMatchObject({ status: 404, body: { code: 'auth.account_not_found' } });
      for (const role of ['owner', 'ADMIN', null, ['admin']]) expect((await change(dora.id, role, admin)).status).toBe(400);
      expect(await roleOf(dora.id)).toBe('member');
    });
  });

  describe('records', () => {
    it('of changes hold each of them once, with who did it, and no secret and no name', async () => {
      const [admin, eve] = [await adminNamed('auditor'), await verified('eve')];
      const token = eve.accessToken;
      const { person, botToken, id: tokenId } = await pairedPerson(chappe, eve, 'eves');
      await chappe.api.call('DELETE', `cabinet/bot-tokens/${tokenId}`, undefined, { token });
      const notice = await person.expectMessage(chappe.bot, /^Linked by eve/);
      await person.expectAnswer(chappe.bot, await person.press(chappe.bot, 'Undo', notice));
      await chappe.api.call('PATCH', 'account', { username: 'evelyn', password: passwordOf('eve') }, { token });
      await chappe.api.call('DELETE', 'account/sessions?keepCurrent=true', undefined, { token });
      await chappe.api.post('account/password', { currentPassword: passwordOf('eve'), password: 'canary two' }, { token });
      await chappe.api.post('auth/password/forgot', { login: 'evelyn' });
      const link = tokenIn(await letterTo(smtp, 'eve@example.org', /new password/));
      await chappe.api.post('auth/password/reset', { token: link, password: 'canary three' });
      const asAdmin = { token: admin.accessToken };
      await chappe.api.call('PATCH', `admin/accounts/${eve.id}`, { role: 'admin' }, asAdmin);
      await chappe.api.call('DELETE', `admin/accounts/${eve.id}`, { password: passwordOf(admin.name) }, asAdmin);
      await chappe.api.post('admin/accounts', { username: 'frank', password: 'canary four' }, asAdmin);

      const seen = await waitFor('the last change', async () => {
        const page = await chappe.api.get<Page<Entry>>(`admin/audit?accountId=${eve.id}&limit=100`, asAdmin);
        return page.text.includes('account.closed') && page;
      });
      const [byEve, byAdmin, byChappe] = [`account ${eve.id}`, `account ${admin.id}`, 'chappe null'];
      const entries = seen.body.items.toReversed();
      expect(entries.map(({ action, actor, actorId }) => [action, `${actor} ${String(actorId)}`])).toEqual([
        ['account.registered', byEve],
        ['account.email_verified', byEve],
        ['chat.paired', byEve],
        ['bot_token.issued', byEve],
        ['bot_token.revoked', byEve],
        ['chat.unpaired', byChappe],
        ['account.login_changed', byEve],
        ['session.ended', byEve],
        ['account.password_changed', byEve],
        ['account.password_reset', byEve],
        ['account.role_changed', byAdmin],
        ['account.closed', byAdmin],
      ]);
      expect(entries.every(({ accountId }) => accountId === eve.id)).toBe(true);
      // What was done on Telegram came from no address; what an erased account has done came from nowhere any more.
      expect([...new Set(entries.map(({ address }) => address))]).toEqual(expect.arrayContaining([null]));
      const all = await chappe.api.get<Page<Entry>>('admin/audit?limit=100', asAdmin);
      expect(all.body.items[0]).toMatchObject({ action: 'account.created', actorId: admin.id, detail: { role: 'member' } });
      for (const secret of ['canary', passwordOf(''), botToken, link, token, eve.refreshToken, 'eve@', 'evelyn', 'frank']) {
        expect(all.text).not.toContain(secret);
      }
    });

    it('come in pages, the newest first, to admins only', async () => {
      const [admin, member] = [await adminNamed('reader'), await chappe.register('curious')];
      for (const path of ['admin/audit', 'admin/accounts', 'admin/mail']) {
        const page = async (query: string) =>
          (await chappe.api.get<Page<{ id: string }>>(`${path}?${query}`, { token: admin.accessToken })).body;
        const idsOf = ({ items }: Page<{ id: string }>) => items.map(({ id }) => id);
        const first = await page('limit=1');
        const second = await page(`limit=1&cursor=${first.nextCursor ?? ''}`);
        expect([path, ...idsOf(first), ...idsOf(second)]).toEqual([path, ...idsOf(await page('limit=2'))]);
        expect(idsOf(first) > idsOf(second)).toBe(true);
        expect(await chappe.api.get(path, { token: member.accessToken })).toMatchObject(adminOnly);
        expect(await chappe.api.get(path)).toMatchObject({ status: 401 });
      }
    });

    it('of mails say what became of them, and nothing of what they say', async () => {
      const admin = await adminNamed('postmaster');
      await chappe.register('gail');
      const link = tokenIn(await welcomeOf('gail'));
      const mailOf = async () => {
        const page = await chappe.api.get<Page<Record<string, unknown>>>('admin/mail?limit=100', { token: admin.accessToken });
        expect(page.text).not.toContain(link);
        expect(page.text).not.toMatch(/<p|http|sealed/i);
        return page.body.items.find(({ recipient, status }) => recipient === 'gail@example.org' && status === 'sent');
      };
      const mail = await waitFor('the mail to be seen as sent', mailOf);
      expect(mail).toMatchObject({ template: 'welcome', subject: containing('Welcome'), locale: 'en', tries: 1, error: null });
      const fields = 'createdAt error id locale nextTryAt recipient settledAt status subject template tries';
      expect(Object.keys(mail).toSorted().join(' ')).toBe(fields);
    });
  });

  it('in a closed house admins make accounts, which are welcomed by mail and set their own password', async () => {
    const admin = await adminNamed('keeper');
    await chappe.restart({ REGISTRATION: 'closed' });
    const body = { email: 'guest@example.org', password: 'chosen by the keeper', name: 'Guest' };
    expect(await chappe.api.post('auth/register', body)).toMatchObject({ status: 403 });
    const made = await chappe.api.post('admin/accounts', body, { token: admin.accessToken });
    expect(made).toMatchObject({ status: 201, body: { email: 'guest@example.org', role: 'member', emailVerified: false } });
    expect(
      await verify(tokenIn(await letterTo(smtp, 'guest@example.org', /Hello Guest[^]*sign in as guest@example/))),
    ).toMatchObject({
      status: 204,
    });
    await chappe.api.post('auth/password/forgot', { login: 'guest@example.org' });
    const token = tokenIn(await letterTo(smtp, 'guest@example.org', /new password/));
    await chappe.api.post('auth/password/reset', { token, password: 'chosen by the guest' });
    const { accessToken } = (await signIn('guest@example.org', 'chosen by the guest')).body;
    expect(await chappe.api.post('admin/accounts', { ...body, username: 'x2' }, { token: accessToken })).toMatchObject(adminOnly);
  });
});
