import { TestChappe } from '../support/chappe';
import { letterTo, tokenIn } from '../support/letters';
import { TestSmtp } from '../support/smtp';

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

const LURE = 'You won 1 BTC, call evil bank';
const PASSWORD = 'correct horse battery staple';

it('no word that a stranger chose goes to an address that nobody has verified', async () => {
  const email = 'victim@example.org';
  const account = { email, username: 'evil.example', name: LURE, password: PASSWORD };
  expect(await chappe.api.post('auth/register', account)).toMatchObject({ status: 201 });
  await letterTo(smtp, email, /confirm/i);
  const headers = { 'user-agent': 'https://evil.example/app' };
  const signedIn = await chappe.api.post<{ accessToken: string }>(
    'auth/token',
    { login: 'evil.example', password: PASSWORD },
    { headers },
  );
  const { accessToken: token } = signedIn.body;
  await chappe.api.post('account/email/verification', undefined, { token });
  await letterTo(smtp, email, /address:/);
  await chappe.api.post('auth/password/forgot', { login: email });
  await letterTo(smtp, email, /new password/);
  const passwords = { currentPassword: PASSWORD, password: 'another correct horse' };
  expect(await chappe.api.post('account/password', passwords, { token })).toMatchObject({ status: 200 });
  const moved = { email: 'https.evil.example@evil.example', password: 'another correct horse' };
  expect(await chappe.api.call('PATCH', 'account', moved, { token })).toMatchObject({ status: 200 });
  await letterTo(smtp, moved.email, /confirm/i);
  const letters = smtp.mailsTo(email);
  expect(letters.length).toBeGreaterThanOrEqual(3);
  for (const { plain, subject } of letters) expect(`${subject} ${plain}`).not.toMatch(/evil|BTC/);
});

it('a verified address is called by the name of its account', async () => {
  const email = 'ann@example.org';
  await chappe.api.post('auth/register', { email, username: 'ann', name: 'Ann Example', password: PASSWORD });
  const letter = await letterTo(smtp, email, /confirm/i);
  expect(letter.plain).toContain('Hello,');
  expect(await chappe.api.post('auth/email/verify', { token: tokenIn(letter) })).toMatchObject({ status: 204 });
  await chappe.api.post('auth/password/forgot', { login: 'ann' });
  expect((await letterTo(smtp, email, /new password/)).plain).toMatch(/Hello Ann Example,[^]*the account ann\./);
});

describe('an invitation', () => {
  const invite = (body: object, token: string) => chappe.api.post<{ id: string }>('admin/invitations', body, { token });

  it('is mailed by an admin, sets the password by its link, and makes the address the account’s', async () => {
    const boss = await chappe.register('boss');
    expect(await invite({ email: 'guest@example.org' }, boss.accessToken)).toMatchObject({ status: 403 });
    await chappe.sql.rows(`update accounts set role = 'admin' where id = $1`, [boss.id]);
    await chappe.restart({ REGISTRATION: 'closed' });
    const made = await invite({ email: 'guest@example.org', username: 'guest', name: 'A Guest' }, boss.accessToken);
    expect(made).toMatchObject({ status: 201, body: { username: 'guest', emailVerified: false, role: 'member' } });
    const letter = await letterTo(smtp, 'guest@example.org', /boss has made an account for you/);
    const token = tokenIn(letter);
    expect(await chappe.api.post('auth/password/reset', { token, password: 'guest' })).toMatchObject({ status: 400 });
    expect(await chappe.api.post('auth/email/verify', { token })).toMatchObject({ status: 410 });
    expect(await chappe.api.post('auth/password/reset', { token, password: PASSWORD })).toMatchObject({ status: 200 });
    expect(await chappe.api.post('auth/password/reset', { token, password: `${PASSWORD} 2` })).toMatchObject({ status: 410 });
    const signedIn = await chappe.api.post<{ accessToken: string }>('auth/token', { login: 'guest', password: PASSWORD });
    const account = await chappe.api.get('account', { token: signedIn.body.accessToken });
    expect(account.body).toMatchObject({ id: made.body.id, emailVerified: true });
    expect(await invite({ email: 'GUEST@example.org' }, boss.accessToken)).toMatchObject({
      status: 409,
      body: { code: 'auth.login_held' },
    });
  });

  it('may be sent again, and gives whoever reads the mail an account that merely named the address', async () => {
    const { accessToken: boss } = (
      await chappe.api.post<{ accessToken: string }>('auth/token', { login: 'boss', password: 'password of boss' })
    ).body;
    const first = await invite({ email: 'twice@example.org' }, boss);
    const again = await invite({ email: 'twice@example.org' }, boss);
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
  });
});
