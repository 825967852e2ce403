import { isMailAddress } from '@app/mail';
import { TestChappe } from '../support/chappe';
import { containing } from '../support/like';
import { TestSmtp } from '../support/smtp';
import { waitFor } from '../support/wait-for';
import { ADDRESSES, HEADERS, NAMES } from './mail/injections';
import { PostOffice } from './mail/post-office';

const LINK = 'https://chappe.example.org/reset#token=canary-token';
const BODY = 'You sign in as canary-login';

let chappe: TestChappe;
let smtp: TestSmtp;
let post: PostOffice;

beforeAll(async () => {
  smtp = await TestSmtp.start();
  chappe = await TestChappe.start({ settings: { SMTP_URL: smtp.url, MAIL_FROM: 'House <house@example.org>' } });
  post = new PostOffice(chappe);
});

afterAll(async () => {
  await chappe.stop();
  await smtp.stop();
});

beforeEach(async () => {
  await post.passMinute();
});

describe('a registration', () => {
  it('with an address queues the mail that welcomes the account, in its language, without the password', async () => {
    const body = { email: 'ann@example.org', password: 'canary password', name: 'Ann' };
    expect((await chappe.api.post('auth/register', body)).status).toBe(201);
    const row = await post.settled('ann@example.org');
    const [account] = await chappe.sql.rows<{ id: string }>(`select id from accounts where email = 'ann@example.org'`);
    expect(row).toMatchObject({ template: 'welcome', status: 'sent', locale: 'en', account_id: account?.id });
    const [mail] = smtp.mailsTo('ann@example.org');
    expect(mail?.plain).toContain('Hello,');
    expect(mail?.text).not.toContain('canary');
  });

  it('with an address that is more than one is refused', async () => {
    const email = 'a@example.org\r\nBcc: thief@example.org';
    const answer = await chappe.api.post('auth/register', { email, password: 'long enough' });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'email' }] } });
  });
});

it.each([
  ['en', 'Choose a new password', 'Hello Ann <b>,'],
  ['ru', 'Выберите новый пароль', 'Здравствуйте, Ann <b>!'],
] as const)('a letter in %s goes out as text and as HTML', async (locale, subject, greeting) => {
  const address = `letter.${locale}@example.org`;
  await post.queue({ address, locale }, 'resetPassword', { name: 'Ann <b>', login: 'ann', resetUrl: LINK });
  const { id } = await post.settled(address);
  const [mail, ...others] = smtp.mailsTo(address);
  expect(others).toEqual([]);
  expect(mail).toMatchObject({
    subject,
    messageId: `<${id}@chappe>`,
    plain: containing(greeting),
    html: containing(`lang="${locale}"`),
  });
  expect(mail?.plain).toMatch(new RegExp(`^${LINK}\\r?$`, 'm'));
  expect(mail?.html).toContain(`href="${LINK}"`);
  expect(mail?.html).toContain('Ann &lt;b&gt;');
  expect(mail?.text).toMatch(/^From: House <house@example\.org>/m);
});

it('a mail exists exactly when its cause does', async () => {
  const cause = post.database.transaction(async () => {
    await post.mail.queue({ address: 'never@example.org', locale: 'en' }, 'passwordChanged', { name: 'Ann' });
    throw new Error('the cause failed');
  });
  await expect(cause).rejects.toThrow('the cause failed');
  expect(await post.rows('never@example.org')).toEqual([]);
});

describe('a row', () => {
  const dump = async () => JSON.stringify(await chappe.sql.rows(`select mails::text as line from mails`));

  it('shows neither link nor text of a letter that waits, and has no letter once it is sent', async () => {
    smtp.refusals.push({ code: 451, words: `not now: ${LINK}` });
    const data = { name: 'Ann', login: 'canary-login', resetUrl: LINK, verifyUrl: LINK };
    await post.queue('sealed@example.org', 'welcome', data);
    const waiting = await post.row('sealed@example.org', ({ error }) => error !== null);
    expect(waiting).toMatchObject({ letter_sealed: containing('k1:'), error: containing('not now: <link>') });
    expect(await dump()).not.toMatch(/canary/);
    await post.hurry();
    expect(await post.settled('sealed@example.org')).toMatchObject({ status: 'sent', letter_sealed: null });
    const [mail] = smtp.mailsTo('sealed@example.org');
    expect([mail?.plain.includes(LINK), mail?.plain.includes(BODY)]).toEqual([true, true]);
  });

  it('whose letter was moved from another one is failed, not sent', async () => {
    smtp.refusals.push({ code: 451, words: 'not now' }, { code: 451, words: 'not now' });
    for (const address of ['moved.from@example.org', 'moved.to@example.org']) {
      await post.queue(address);
      await post.row(address, ({ error }) => error !== null);
    }
    await chappe.sql
      .rows(`update mails set letter_sealed = (select letter_sealed from mails where recipient = 'moved.from@example.org')
      where recipient = 'moved.to@example.org'`);
    await post.hurry();
    expect(await post.settled('moved.to@example.org')).toMatchObject({ status: 'failed', error: containing('ENCRYPTION_KEYS') });
    expect(await post.settled('moved.from@example.org')).toMatchObject({ status: 'sent' });
  });
});

it('nothing that people choose leads a mail to other recipients or adds a header', async () => {
  const before = smtp.offered.length;
  for (const [i, payload] of NAMES.entries()) {
    await post.queue(`name${String(i)}@example.org`, 'botRevoked', { name: payload, bot: payload });
  }
  for (const payload of ADDRESSES) await post.queue(payload);
  const open = `select 1 from mails where status = 'queued'`;
  await waitFor('all of them to come to an end', async () => (await chappe.sql.rows(open)).length === 0, 20_000);

  const mails = smtp.offered.slice(before);
  expect(mails.map(({ to }) => to).sort()).toEqual(NAMES.map((_, i) => `name${String(i)}@example.org`).sort());
  for (const { headers, subject } of mails) {
    expect(headers.toSorted()).toEqual(HEADERS.toSorted());
    expect(subject).toMatch(/^Telegram refuses the token of @[^\p{Cc}\u2028\u2029]*$/u);
  }
  const failed = await chappe.sql.rows(`select recipient from mails where status = 'failed' and error like 'Its recipient%'`);
  expect(failed).toHaveLength(ADDRESSES.length);
  expect(ADDRESSES.filter(isMailAddress)).toEqual([]);
});

it('admins see what there is in pages, newest first', async () => {
  for (const n of [1, 2, 3]) await post.queue(`page${String(n)}@example.org`);
  const first = await post.mail.page(2);
  expect(first.map(({ recipient }) => recipient)).toEqual(['page3@example.org', 'page2@example.org', 'page1@example.org']);
  const [next] = await post.mail.page(1, first[1]?.id);
  expect(next?.recipient).toBe('page1@example.org');
});

describe('what stands here about an account', () => {
  const accountId = '01a1f90b-a936-7000-ac5b-fe7b831e6da0';
  const other = '01a1f90b-a936-7000-ac5b-fe7b831e6da1';
  const records = async () => {
    const found = [];
    for await (const record of post.mail.exportOf(accountId)) found.push(record);
    return found;
  };

  it('is told newest first, page by page, and nothing of others', async () => {
    await chappe.sql.rows(
      `insert into mails (id, recipient, template, subject, status, account_id, settled_at)
       select gen_random_uuid(), 'bulk' || n || '@example.org', 'passwordChanged', 'Old ' || n, 'sent', $1, now() from generate_series(1, 1001) n`,
      [accountId],
    );
    await post.queue({ address: 'others@example.org', locale: 'en', accountId: other });
    const found = await records();
    expect(new Set(found.map(({ recipient }) => recipient)).size).toBe(1_001);
    expect(found.every(({ recipient }) => recipient.startsWith('bulk'))).toBe(true);
    const ids = await chappe.sql.rows<{ recipient: string }>(
      'select recipient from mails where account_id = $1 order by id desc',
      [accountId],
    );
    expect(found.map(({ recipient }) => recipient)).toEqual(ids.map(({ recipient }) => recipient));
    expect(Object.keys(found[0] ?? {}).sort()).toEqual(['createdAt', 'recipient', 'settledAt', 'status', 'subject', 'template']);
  });

  it('is forgotten with it, and what waits is not sent any more', async () => {
    await post.settled('others@example.org');
    smtp.refusals.push({ code: 451, words: 'not now' });
    await post.queue({ address: 'erased@example.org', locale: 'en', accountId });
    await post.row('erased@example.org', ({ error }) => error !== null);
    await post.mail.eraseOf(accountId);
    await post.mail.eraseOf(accountId);
    expect(await records()).toEqual([]);
    expect(await post.rows('others@example.org')).toHaveLength(1);
    await post.queue('after@example.org');
    await post.hurry();
    await post.settled('after@example.org');
    expect(smtp.mailsTo('erased@example.org')).toEqual([]);
  });
});
