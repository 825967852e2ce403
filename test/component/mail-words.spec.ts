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
