import { letterTo, tokenIn } from '../../support/letters';
import type { TestSmtp } from '../../support/smtp';
import { waitFor } from '../../support/wait-for';
import { PostOffice } from '../mail/post-office';
import { bent, type Probe } from './probe';

interface Pair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

const ADDRESS = 'bea@example.org';
const NEW_ADDRESS = 'bea@new.example';

/** Somebody does all that one can do with an account, and is refused wherever one can be refused. */
export async function walkThroughAccounts(probe: Probe, smtp: TestSmtp): Promise<void> {
  await register(probe);
  await verify(probe, smtp);
  await browse(probe);
  await changePassword(probe);
  await move(probe, smtp);
  await administer(probe);
  await reset(probe, smtp);
  await askForReset(probe, smtp, 'resetPassword');
}

async function register(probe: Probe): Promise<void> {
  const { api, canaries } = probe;
  const password = canaries.get('password');
  const body = { username: 'bea', email: ADDRESS, password };
  const { accessToken, refreshToken } = (await probe.done(api.post<Pair>('auth/register', body))).body;
  canaries.add({ beasAccessToken: accessToken, beasRefreshToken: refreshToken });
  await probe.refuse(api.post('auth/register', { ...body, password: [password] }));
  await probe.refuse(api.post('auth/register', { ...body, email: password, name: { password } }));
  await probe.refuse(api.post('auth/token/verify', { token: `${accessToken}x` }));
  await probe.done(api.post('auth/token/verify', { token: accessToken }));
}

async function verify(probe: Probe, smtp: TestSmtp): Promise<void> {
  const { api, canaries } = probe;
  const verifyToken = tokenIn(await letterTo(smtp, ADDRESS, /ready/));
  canaries.add({ verifyToken });
  await probe.refuse(api.post('auth/email/verify', { token: bent(verifyToken) }));
  await probe.refuse(api.post('auth/email/verify', { token: [verifyToken] }));
  await probe.refuse(api.post(`auth/email/verify?token=${verifyToken}`, undefined, { raw: `{"token":"${verifyToken}` }));
  await probe.refuse(api.post('auth/password/reset', { token: verifyToken, password: canaries.get('newPassword') }));
  await probe.done(api.post('account/email/verification', undefined, { token: canaries.get('beasAccessToken') }));
  canaries.add({ secondVerifyToken: tokenIn(await letterTo(smtp, ADDRESS, /^Please confirm your address$/)) });
  await probe.done(api.post('auth/email/verify', { token: verifyToken }));
  await probe.look(api.get(`/verify-email?token=${verifyToken}`));
}

/** In a browser, with the cookie. */
async function browse(probe: Probe): Promise<void> {
  const { api, canaries } = probe;
  const credentials = { login: 'bea', password: canaries.get('password') };
  const origin = api.root;
  await probe.refuse(api.post('auth/session', credentials));
  await probe.refuse(
    api.post('auth/session', { ...credentials, password: canaries.get('wrongPassword') }, { headers: { origin } }),
  );
  const { headers } = await probe.done(api.post('auth/session', credentials, { headers: { origin } }));
  const cookie = /^chappe_session=(chc_[^;]+)/.exec(headers.get('set-cookie') ?? '')?.[1] ?? '';
  canaries.add({ cookie });
  await probe.look(api.get('account', { headers: { cookie: `chappe_session=${cookie}` } }));
  await probe.refuse(api.get('account', { headers: { cookie: `chappe_session=${bent(cookie)}` } }));
  await probe.refuse(api.get('account', { token: cookie }));
  await probe.refuse(
    api.call('PATCH', 'account', {}, { headers: { cookie: `chappe_session=${cookie}`, origin: 'https://x.example' } }),
  );
  await probe.done(api.call('DELETE', 'auth/session', undefined, { headers: { cookie: `chappe_session=${cookie}`, origin } }));
  await probe.refuse(api.get('account', { headers: { cookie: `chappe_session=${cookie}` } }));
}

async function changePassword(probe: Probe): Promise<void> {
  const { api, canaries } = probe;
  const token = canaries.get('beasAccessToken');
  const change = (currentPassword: unknown, password: unknown) =>
    api.post('account/password', { currentPassword, password }, { token });
  const [current, next] = [canaries.get('password'), canaries.get('newPassword')];
  await probe.refuse(change(canaries.get('wrongCurrentPassword'), next));
  await probe.refuse(change([current], next));
  await probe.refuse(change(current, [next]));
  await probe.done(change(current, next));
}

/** To another address. */
async function move(probe: Probe, smtp: TestSmtp): Promise<void> {
  const { api, canaries } = probe;
  const token = canaries.get('beasAccessToken');
  const patch = (password: unknown) => api.call('PATCH', 'account', { email: NEW_ADDRESS, password }, { token });
  await probe.refuse(patch(canaries.get('wrongCurrentPassword')));
  await probe.refuse(patch([canaries.get('newPassword')]));
  await probe.done(patch(canaries.get('newPassword')));
  canaries.add({ verifyTokenOfNewAddress: tokenIn(await letterTo(smtp, NEW_ADDRESS, /confirm/i)) });
}

/** By a link out of a mail. */
async function reset(probe: Probe, smtp: TestSmtp): Promise<void> {
  const { api, canaries } = probe;
  const resetToken = await askForReset(probe, smtp, 'newPassword');
  const password = canaries.get('resetPassword');
  await probe.refuse(api.post('auth/password/reset', { token: resetToken, password: [password] }));
  await probe.refuse(api.post('auth/password/reset', { token: bent(resetToken), password }));
  await probe.done(api.post('auth/password/reset', { token: resetToken, password }));
  await probe.refuse(api.post('auth/password/reset', { token: resetToken, password }));
  await probe.refuse(api.post('auth/token', { login: 'bea', password: canaries.get('newPassword') }));
}

/** An admin looks at everything, makes an account and closes it. */
async function administer(probe: Probe): Promise<void> {
  const { api, canaries, chappe } = probe;
  await chappe.sql.rows(`update accounts set role = 'admin' where username = 'bea'`);
  const token = await signIn(probe, 'newPassword');
  const made = { username: 'cleo', email: 'cleo@example.org', password: canaries.get('passwordByAdmin') };
  const { id } = (await probe.done(api.post<{ id: string }>('admin/accounts', made, { token }))).body;
  await probe.refuse(api.post('admin/accounts', made, { token }));
  await probe.done(api.call('PATCH', `admin/accounts/${id}`, { role: 'admin' }, { token }));
  await probe.done(api.call('DELETE', `admin/accounts/${id}`, { password: canaries.get('newPassword') }, { token }));
}

/** Signs bea in with the password of that name. */
async function signIn(probe: Probe, password: string): Promise<string> {
  const { api, canaries } = probe;
  const credentials = { login: 'bea', password: canaries.get(password) };
  const { accessToken, refreshToken } = (await probe.done(api.post<Pair>('auth/token', credentials))).body;
  const nth = String(canaries.names.length);
  canaries.add({ [`accessToken${nth}`]: accessToken, [`refreshToken${nth}`]: refreshToken });
  return accessToken;
}

/** Reads all that there is to read. */
async function lookAround(probe: Probe, token: string): Promise<void> {
  const lists = ['admin/accounts', 'admin/audit', 'admin/mail', 'account/sessions', 'telegram-users'];
  for (const path of ['account', ...lists.map((list) => `${list}?limit=100`)]) {
    await probe.look(probe.api.get(path, { token }));
  }
}

/** Asks for a link by mail, and reads it from a mail that the server does not take, and quotes. */
async function askForReset(probe: Probe, smtp: TestSmtp, password: string): Promise<string> {
  const { api, canaries, chappe } = probe;
  const post = new PostOffice(chappe);
  const queued = (error: string) =>
    chappe.sql.rows(`select 1 from mails where status = 'queued' and coalesce(error, '') ~ $1`, [error]);
  await waitFor('all mails to be sent', async () => {
    await post.hurry();
    return (await queued('')).length === 0;
  });
  smtp.refusals.push({ code: 451, words: 'not now' });
  await probe.done(api.post('auth/password/forgot', { login: 'bea' }));
  await waitFor('a mail to be refused', async () => (await queued('not now')).length > 0);
  const [offered] = smtp.offeredTo(NEW_ADDRESS).slice(-1);
  const token = offered ? tokenIn(offered) : '';
  canaries.add({ [`tokenToReset ${password}`]: token });
  const session = await signIn(probe, password);
  for (const words of [`suspicious <a href="${api.root}/reset-password#${token}">`, `forbidden «${token}»`]) {
    smtp.refusals.push({ code: 451, words });
    await post.hurry();
    await waitFor('it to be refused once more', async () => (await queued(words.slice(0, 9))).length > 0);
    await lookAround(probe, session);
  }
  // It waits until the end.
  await chappe.sql.rows(`update mails set next_try_at = now() + interval '1 hour' where status = 'queued'`);
  return token;
}
