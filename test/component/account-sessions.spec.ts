import { TestChappe } from '../support/chappe';
import { letterTo } from '../support/letters';
import { anyText } from '../support/like';
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

const signIn = (login: string, password: string, userAgent = 'curl/8.5.0') =>
  chappe.api.post('auth/token', { login, password }, { headers: { 'user-agent': userAgent } });

describe('sessions', () => {
  it('are listed with device and last use, and ended one by one or all', async () => {
    const ida = await chappe.register('ida');
    const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
    const second = (await signIn('ida', 'password of ida', firefox)).body;
    const list = async (token: string) =>
      (await chappe.api.get<{ items: Record<string, unknown>[] }>('account/sessions', { token })).body.items;
    const items = await list(ida.accessToken);
    expect(items).toMatchObject([
      { device: 'Firefox on Linux', address: '127.0.0.1', current: false, lastUsedAt: anyText },
      { device: anyText, current: true },
    ]);
    const token = ida.accessToken;
    expect(await chappe.api.call('DELETE', `account/sessions/${String(items[0]?.id)}`, undefined, { token })).toMatchObject({
      status: 204,
    });
    expect(await chappe.api.get('account', { token: String(second.accessToken) })).toMatchObject({ status: 401 });
    expect(await chappe.api.post('auth/token/refresh', { refreshToken: second.refreshToken })).toMatchObject({ status: 401 });
    expect(await chappe.api.call('DELETE', `account/sessions/${String(items[0]?.id)}`, undefined, { token })).toMatchObject({
      status: 404,
      body: { code: 'auth.session_not_found' },
    });

    const third = (await signIn('ida', 'password of ida')).body;
    await chappe.api.call('DELETE', 'account/sessions?keepCurrent=true', undefined, { token });
    expect(await list(token)).toHaveLength(1);
    expect(await chappe.api.get('account', { token: String(third.accessToken) })).toMatchObject({ status: 401 });
    expect(await chappe.api.call('DELETE', 'account/sessions', undefined, { token })).toMatchObject({ status: 204 });
    expect(await chappe.api.get('account', { token })).toMatchObject({ status: 401, body: { code: 'auth.session_ended' } });
  });

  it('note their last use by the minute', async () => {
    const { id, accessToken: token } = await chappe.register('jon');
    await chappe.sql.rows(`update sessions set last_used_at = now() - interval '2 hours' where account_id = $1`, [id]);
    await chappe.api.get('account', { token });
    await expect(
      chappe.sql.rows(`select 1 from sessions where account_id = $1 and last_used_at > now() - interval '1 minute'`, [id]),
    ).resolves.toHaveLength(1);
  });

  it('from a new device are told by mail; those from a known one are not', async () => {
    await chappe.register('kim');
    await chappe.sql.rows(`update accounts set email_verified_at = now() where username = 'kim'`);
    const newSignIns = () => smtp.mailsTo('kim@example.org').filter(({ plain }) => plain.includes('has signed in')).length;
    await signIn('kim', 'password of kim', 'phone/1');
    const letter = await letterTo(smtp, 'kim@example.org', /has signed in/);
    expect(letter.plain).toMatch(/phone\/1[^]*127\.0\.0\.1/);
    await signIn('kim', 'password of kim', 'phone/1');
    await signIn('kim', 'password of kim', 'phone/2');
    await letterTo(smtp, 'kim@example.org', /phone\/2/);
    expect(newSignIns()).toBe(2);
  });
});
