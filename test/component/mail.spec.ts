import { TestChappe } from '../support/chappe';
import { TestSmtp } from '../support/smtp';
import { waitFor } from '../support/wait-for';
import { containing } from '../support/like';

let chappe: TestChappe;
let smtp: TestSmtp;

beforeAll(async () => {
  smtp = await TestSmtp.start();
  chappe = await TestChappe.start({ settings: { SMTP_URL: smtp.url, MAIL_FROM: 'House <house@example.org>' } });
});

afterAll(async () => {
  await chappe.stop();
  await smtp.stop();
});

/** Registers somebody with an address, and answers it. */
async function register(name: string, more: Record<string, unknown> = {}): Promise<string> {
  const email = `${name}@example.org`;
  const { status } = await chappe.api.post('auth/register', { email, password: 'canary password', ...more });
  expect(status).toBe(201);
  return email;
}

/** The mail's row as soon as it is as wanted. The first pause is five seconds. */
const mailTo = (email: string, wanted: (row: Record<string, unknown>) => boolean) =>
  waitFor(
    'a mail to be as wanted',
    async () => {
      const [row] = await chappe.sql.rows('select * from mails where recipient = $1', [email]);
      return row && wanted(row) && row;
    },
    9_000,
  );

it('welcomes a new account by SMTP, as text and as HTML, without a password', async () => {
  const email = await register('ann', { name: 'Ann <script>alert(1)</script>' });
  const row = await mailTo(email, ({ status }) => status === 'sent');
  const [mail, ...others] = smtp.mailsTo(email);
  expect(others).toEqual([]);
  expect(mail?.text).toMatch(/^From: House <house@example\.org>/m);
  expect(mail?.text).toMatch(/^Content-Type: multipart\/alternative/m);
  expect(mail?.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(mail?.text).not.toContain('canary');
  expect(mail?.messageId).toBe(`<${String(row.id)}@chappe>`);
});

it('cannot be led to other recipients or headers by what somebody registers with', async () => {
  const answer = await chappe.api.post('auth/register', { email: 'a@example.org\r\nBcc: b@example.org', password: '12345678' });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'email' }] } });
  const email = await register('headers', { name: 'x\r\nBcc: thief@example.org' });
  await mailTo(email, ({ status }) => status === 'sent');
  expect(smtp.offered.map(({ to }) => to)).not.toContain('thief@example.org');
});

it('tries again when the server says later, under the same Message-ID', async () => {
  smtp.refusals.push({ code: 451, words: 'try again later' });
  const email = await register('later');
  const postponed = await mailTo(email, ({ error }) => error !== null);
  expect(postponed).toMatchObject({ status: 'queued', tries: 1, error: containing('451') });
  await mailTo(email, ({ status }) => status === 'sent');
  const tries = smtp.offered.filter(({ to }) => to === email);
  expect(tries).toHaveLength(2);
  expect(new Set(tries.map(({ messageId }) => messageId)).size).toBe(1);
});

it('does not try again when the server says never', async () => {
  smtp.refusals.push({ code: 550, words: 'no such mailbox' });
  const email = await register('never');
  const failed = await mailTo(email, ({ status }) => status === 'failed');
  expect(failed).toMatchObject({ tries: 1, error: containing('no such mailbox') });
  expect(smtp.mailsTo(email)).toEqual([]);
});

it('waits while the server is down, and delivers when it is back', async () => {
  await smtp.stop();
  const email = await register('patient');
  expect(await mailTo(email, ({ tries }) => tries === 1)).toMatchObject({ status: 'queued' });
  await mailTo(email, ({ error }) => String(error).includes('ECONNREFUSED'));
  smtp = await TestSmtp.start(smtp.port);
  await mailTo(email, ({ status }) => status === 'sent');
  expect(smtp.mailsTo(email)).toHaveLength(1);
});

describe('the local mailbox', () => {
  const page = () => chappe.api.get('/dev/mail');

  it('is not there while mail goes out by SMTP, nor on a public host', async () => {
    expect(await page()).toMatchObject({ status: 404, body: { code: 'mail.no_mailbox' } });
    await chappe.restart({ CHAPPE_EMBEDDED: 'on' });
    expect(await page()).toMatchObject({ status: 404 });
    await chappe.restart({ CHAPPE_EMBEDDED: '', SMTP_URL: '' });
    expect(await page()).toMatchObject({ status: 404 });
  });

  it('shows on a machine of one’s own what would have gone out, and nothing of it is markup', async () => {
    await chappe.restart({ CHAPPE_EMBEDDED: 'on', SMTP_URL: '' });
    const email = await register('local', { name: '<img src=x onerror=alert(1)>' });
    await mailTo(email, ({ status }) => status === 'kept');
    const { status, text, headers } = await page();
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain('Hello &lt;img src=x onerror=alert(1)&gt;');
    expect(text).not.toContain('<img');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});
