import { TestChappe } from '../support/chappe';
import { containing } from '../support/like';
import { TestSmtp } from '../support/smtp';
import { PostOffice } from './mail/post-office';

let chappe: TestChappe;
let smtp: TestSmtp;
let post: PostOffice;

beforeAll(async () => {
  smtp = await TestSmtp.start();
  chappe = await TestChappe.start({ settings: { SMTP_URL: smtp.url } });
  post = new PostOffice(chappe);
});

afterAll(async () => {
  await chappe.stop();
  await smtp.stop();
});

afterEach(() => {
  smtp.refusals.length = 0;
});

const messageIds = (address: string) => new Set(smtp.offeredTo(address).map(({ messageId }) => messageId)).size;

it('tries again by itself when the server says later, under the same Message-ID', async () => {
  smtp.refusals.push({ code: 451, words: 'try again later' });
  await post.queue('later@example.org');
  const postponed = await post.row('later@example.org', ({ error }) => error !== null);
  expect(postponed).toMatchObject({ status: 'queued', tries: 1, error: containing('451') });
  expect(await post.settled('later@example.org')).toMatchObject({ status: 'sent', tries: 2 });
  expect([smtp.offeredTo('later@example.org').length, messageIds('later@example.org')]).toEqual([2, 1]);
});

it('waits longer after every try, at most an hour, and gives up after the last one', async () => {
  const pauses: number[] = [];
  for (let tries = 1; tries <= 12; tries += 1) smtp.refusals.push({ code: 421, words: 'go away' });
  await post.queue('backoff@example.org');
  await post.row('backoff@example.org', ({ error }) => error !== null);
  for (let tries = 1; tries < 12; tries += 1) {
    const [row] = await chappe.sql.rows<{ pause: number }>(
      `select round(extract(epoch from next_try_at - claimed_at))::int as pause from mails where recipient = 'backoff@example.org'`,
    );
    pauses.push(row?.pause ?? 0);
    await post.hurry();
  }
  expect(await post.settled('backoff@example.org')).toMatchObject({ status: 'failed', tries: 12, letter_sealed: null });
  expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 3_600]);
  expect(messageIds('backoff@example.org')).toBe(1);
});

it('does not try again when the server says never, and keeps no letter', async () => {
  smtp.refusals.push({ code: 550, words: 'no such mailbox' });
  await post.queue('never@example.org');
  const failed = await post.settled('never@example.org');
  expect(failed).toMatchObject({ status: 'failed', tries: 1, error: containing('no such mailbox'), letter_sealed: null });
  expect(smtp.mailsTo('never@example.org')).toEqual([]);
});

it('sends again, under the same Message-ID, what the server took without a word', async () => {
  smtp.refusals.push('drop');
  await post.queue('dropped@example.org');
  const open = await post.row('dropped@example.org', ({ error }) => error !== null);
  expect(open).toMatchObject({ status: 'queued', tries: 1, error: containing('ECONNECTION') });
  await post.hurry();
  expect(await post.settled('dropped@example.org')).toMatchObject({ status: 'sent', tries: 2 });
  expect([smtp.mailsTo('dropped@example.org').length, messageIds('dropped@example.org')]).toEqual([2, 1]);
});

it('waits while the server is down, and delivers once when it is back', async () => {
  await smtp.stop();
  await post.queue('patient@example.org');
  const waiting = await post.row('patient@example.org', ({ error }) => String(error).includes('ECONNREFUSED'));
  expect(waiting).toMatchObject({ status: 'queued', tries: 1 });
  smtp = await TestSmtp.start(smtp.port);
  await post.hurry();
  expect(await post.settled('patient@example.org')).toMatchObject({ status: 'sent' });
  expect(smtp.mailsTo('patient@example.org')).toHaveLength(1);
});

it('two who try the same mail at once send it once', async () => {
  await post.queue('twice@example.org');
  const [row] = await post.rows('twice@example.org');
  await Promise.all([1, 2, 3, 4].map(() => post.attempt(row?.id ?? '')));
  await post.settled('twice@example.org');
  expect(smtp.offeredTo('twice@example.org')).toHaveLength(1);
});

it('old mails are forgotten, and no others', async () => {
  await chappe.sql.rows(`insert into mails (id, recipient, template, subject, status, settled_at) values
    (gen_random_uuid(), 'sent.old@example.org', 'x', 'x', 'sent', now() - interval '31 days'),
    (gen_random_uuid(), 'failed.old@example.org', 'x', 'x', 'failed', now() - interval '31 days'),
    (gen_random_uuid(), 'kept.old@example.org', 'x', 'x', 'kept', now() - interval '31 days'),
    (gen_random_uuid(), 'sent.young@example.org', 'x', 'x', 'sent', now() - interval '29 days'),
    (gen_random_uuid(), 'withheld.old@example.org', 'x', 'x', 'withheld', now() - interval '25 hours'),
    (gen_random_uuid(), 'withheld.young@example.org', 'x', 'x', 'withheld', now() - interval '23 hours'),
    (gen_random_uuid(), 'waiting.old@example.org', 'x', 'x', 'queued', null)`);
  await chappe.sql.rows(`update mails set created_at = now() - interval '40 days' where recipient like '%.old@%'`);
  await chappe.sql.rows(`insert into mails (id, recipient, template, subject, status, settled_at)
    select gen_random_uuid(), 'bulk.old@example.org', 'x', 'x', 'sent', now() - interval '31 days' from generate_series(1, 2500)`);
  await post.chore('mail.forget');
  const left = await chappe.sql.rows<{ recipient: string }>(
    `select distinct recipient from mails where recipient ~ '(old|young)@' order by recipient`,
  );
  expect(left.map(({ recipient }) => recipient)).toEqual([
    'sent.young@example.org',
    'waiting.old@example.org',
    'withheld.young@example.org',
  ]);
});
