import { withAdmin } from '../../support/database';
import { Messages } from '../../support/messages';
import { waitFor } from '../../support/wait-for';
import { WebhookDoor } from '../../support/webhook-door';
import type { Probe } from './probe';

interface Pair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Somebody registers, pairs a chat, sends through trouble, and signs out; mail does not get through. */
export async function walkThroughSending(probe: Probe): Promise<void> {
  const { api, canaries } = probe;
  await register(probe);
  await pair(probe);
  await sendThroughTrouble(probe);
  await strangers(probe);
  const token = canaries.get('accessToken');
  for (const path of ['cabinet/bot-tokens', 'cabinet/messages']) await probe.look(api.get(path, { token }));
  await refresh(probe);
}

async function register(probe: Probe): Promise<void> {
  const { api, canaries } = probe;
  const [password, wrong] = [canaries.get('password'), canaries.get('wrongPassword')];
  const body = { username: 'ann', email: 'ann@example.org', password, name: 'ann' };
  const { accessToken, refreshToken } = (await probe.done(api.post<Pair>('auth/register', body))).body;
  canaries.add({ accessToken, refreshToken });
  await probe.refuse(api.post('auth/register', body));
  await probe.refuse(api.post('auth/token', { login: 'ann', password: wrong }));
  await probe.refuse(api.post('auth/token', { login: 'ann', password: [wrong] }));
  await probe.refuse(api.post('auth/token', undefined, { raw: `{"password":"${password}"` }));
}

async function pair(probe: Probe): Promise<void> {
  const { api, canaries, chappe } = probe;
  const token = canaries.get('accessToken');
  const code = await chappe.readCode(chappe.person('coded'));
  canaries.add({ pairingCode: code, pairingCodeTyped: code.replace('-', '') });
  await probe.refuse(api.post(`cabinet/bot-tokens?code=${code}`, { code: [code] }, { token }));
  const created = await probe.done(api.post<{ botToken: string }>('cabinet/bot-tokens', { code }, { token }));
  await probe.refuse(api.post('cabinet/bot-tokens', { code }, { token }));
  const { secret } = await WebhookDoor.of(chappe);
  canaries.add({ sendKey: created.body.botToken, webhookSecret: secret });
}

async function sendThroughTrouble(probe: Probe): Promise<void> {
  const { api, canaries, chappe } = probe;
  const on = { method: 'sendMessage' };
  const messages = new Messages(api, canaries.get('sendKey'));
  chappe.telegram.fault({ on, do: { error: [400, 'Bad Request: CHAT_RESTRICTED'] }, times: 1 });
  chappe.telegram.fault({ on, do: 'reset', times: 1 });
  chappe.telegram.fault({ on, do: { http: [502, `<html>/bot${canaries.get('botToken')}/</html>`] }, times: 1 });
  const ids: string[] = [];
  for (const text of ['one', 'two', 'three']) ids.push(await messages.send(text, { delivery: 'at_most_once' }));
  for (const id of ids) probe.refused += JSON.stringify(await messages.ended(id));
}

/** Those who have a secret for something else, or almost one. */
async function strangers(probe: Probe): Promise<void> {
  const { api, canaries, chappe } = probe;
  const [accessToken, sendKey] = [canaries.get('accessToken'), canaries.get('sendKey')];
  for (const token of [`${accessToken}x`, `${sendKey}x`, canaries.get('botToken'), canaries.get('metricsToken')]) {
    await probe.refuse(api.post('messages', { type: 'text', text: 5, token }, { token }));
    await probe.refuse(api.get(`account?token=${encodeURIComponent(token)}`, { token: `${token}x` }));
    await probe.refuse(api.get(`/metrics?token=${encodeURIComponent(token)}`));
  }
  const door = await WebhookDoor.of(chappe);
  const secret = canaries.get('webhookSecret');
  await probe.refuse(door.post({ nothing: canaries.get('botToken') }));
  await probe.refuse(door.post({ update_id: 1 }, { 'x-telegram-bot-api-secret-token': `${secret}x` }));
  await door.post({ update_id: 2, message: { text: secret, chat: 7, from: { id: 'x' }, entities: 5 } });
  await chappe.sql.rows(`update updates set next_try_at = now()`);
}

/** A refresh token is used, and used again when it is too late for that. */
async function refresh(probe: Probe): Promise<void> {
  const { api, canaries, chappe } = probe;
  const refreshToken = canaries.get('refreshToken');
  const { body } = await probe.done(api.post<Pair>('auth/token/refresh', { refreshToken }));
  canaries.add({ secondAccessToken: body.accessToken, secondRefreshToken: body.refreshToken });
  await chappe.sql.rows(`update sessions set rotated_at = now() - interval '1 minute'`);
  await probe.refuse(api.post('auth/token/refresh', { refreshToken }));
  await probe.refuse(api.post('auth/logout', undefined, { token: body.accessToken }));
}

/** The database goes away, and comes back. */
export async function loseTheDatabase(probe: Probe): Promise<void> {
  const { api, canaries } = probe;
  const { CHAPPE_TEST_ADMIN_URL = '', DATABASE_URL = '' } = process.env;
  const name = new URL(DATABASE_URL).pathname.slice(1);
  const admin = (sql: string) => withAdmin(CHAPPE_TEST_ADMIN_URL, null, (client) => client.query(sql));
  await admin(`alter database ${name} allow_connections false`);
  await admin(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  await probe.refuse(new Messages(api, canaries.get('sendKey')).post({ text: 'nowhere to go' }));
  const credentials = { login: 'bea', password: canaries.get('resetPassword') };
  await probe.refuse(api.post('auth/token', credentials));
  await admin(`alter database ${name} allow_connections true`);
  await waitFor('the database', async () => (await api.get('/health/ready')).status === 200);
}
