import { Database, Metrics } from '@app/platform';
import { TestChappe } from '../support/chappe';
import { TestSmtp } from '../support/smtp';
import { waitFor } from '../support/wait-for';
import { PostOffice, type MailRow } from './mail/post-office';

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

/** Rows whose recipient is like this, as soon as none of them is open. */
const ended = (recipient: string) =>
  waitFor(`mails to ${recipient} to end`, async () => {
    const rows = await chappe.sql.rows<MailRow>('select * from mails where recipient ilike $1', [recipient]);
    return rows.length > 0 && rows.every(({ settled_at }) => settled_at !== null) && rows;
  });

const times = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('one address', () => {
  const verifyUrl = 'https://example.org/verify-email#token';
  const verifyEmail = (address: string) => post.mail.queue({ address, locale: 'en' }, 'verifyEmail', { name: 'Ann', verifyUrl });

  it('gets six mails an hour that anybody can ask for, however it is written and however many ask at once', async () => {
    const spelled = (i: number) => (i % 2 === 0 ? 'Many@Example.org' : 'many@example.org');
    let begun = 0;
    const ask = (i: number) =>
      post.database.transaction(async () => {
        begun++;
        await verifyEmail(spelled(i));
        // The first cause is not through before more than six have begun: they overlap.
        await waitFor('the others', () => Promise.resolve(begun > 6));
      });
    await Promise.all(times(50).map(ask));
    const rows = await ended('many@example.org');
    const statuses = rows.map(({ status }) => status);
    expect(statuses.filter((status) => status === 'sent')).toHaveLength(6);
    expect(statuses.filter((status) => status === 'withheld')).toHaveLength(44);
    expect(rows.filter(({ letter_sealed }) => letter_sealed !== null)).toEqual([]);
    expect(smtp.offered.filter(({ to }) => to.toLowerCase() === 'many@example.org')).toHaveLength(6);
    const figures = await chappe.app.get(Metrics, { strict: false }).registry.metrics();
    expect(figures).toContain('chappe_mails_withheld_total{template="verifyEmail"} 44');
  });

  it('gets one more when an hour has passed since one of them; what was withheld does not count', async () => {
    await chappe.sql.rows(`update mails set created_at = now() - interval '61 minutes'
      where id = (select min(id::text)::uuid from mails where lower(recipient) = 'many@example.org' and status = 'sent')`);
    for (const address of ['many@example.org', 'many@example.org']) await post.database.transaction(() => verifyEmail(address));
    const rows = await ended('many@example.org');
    expect(rows.filter(({ status }) => status === 'sent')).toHaveLength(7);
    expect(rows.filter(({ status }) => status === 'withheld')).toHaveLength(45);
  });

  it('gets twelve notices an hour besides', async () => {
    for (const address of times(13).map(() => 'many@example.org')) await post.queue(address);
    const rows = await ended('many@example.org');
    const notices = rows.filter(({ template }) => template === 'passwordChanged').map(({ status }) => status);
    expect(notices.toSorted()).toEqual([...Array<string>(12).fill('sent'), 'withheld']);
  });

  it('does not count for others, nor the others for it', async () => {
    await post.queue('xmany@example.org');
    expect(await post.settled('xmany@example.org')).toMatchObject({ status: 'sent' });
  });
});

describe('a pretended mail', () => {
  const data = { name: 'nobody', login: 'nobody', resetUrl: 'https://example.org/reset#token=canary' };

  it('takes the same statements as a real one, is never sent, and leaves neither address nor letter', async () => {
    const db = chappe.app.get(Database, { strict: false });
    const run = jest.spyOn(db, 'run');
    const during = async (work: () => Promise<void>) => {
      run.mockClear();
      await db.transaction(work);
      // The workers go on beside it.
      const written = run.mock.calls.filter(([sql]) => /insert into mails|hashtext/.test(sql));
      return written.map(([sql, values = []]) => [sql, values.map((value) => typeof value)]);
    };
    const accountId = '01a1f90b-a936-7000-ac5b-fe7b831e6da0';
    const to = { address: 'real@example.org', locale: 'en', accountId } as const;
    const real = await during(() => post.mail.queue(to, 'resetPassword', data));
    const pretended = await during(() => post.mail.pretend('resetPassword', data, 'asked.for@example.org'));
    run.mockRestore();
    const sqlOf = (calls: typeof real) => calls.map(([sql]) => sql);
    expect(sqlOf(pretended)).toEqual(sqlOf(real));
    expect(real).toHaveLength(2);

    const rows = await ended('nobody@chappe.invalid');
    expect(rows).toMatchObject([{ status: 'withheld', letter_sealed: null, tries: 0, account_id: null }]);
    await post.settled('real@example.org');
    expect(smtp.offered.filter(({ to: recipient }) => recipient !== 'real@example.org' && !/many@/i.test(recipient))).toEqual([]);
    const all = JSON.stringify(await chappe.sql.rows('select mails::text from mails'));
    expect(all).not.toMatch(/asked\.for|canary/);
  });

  it('counts for no address', async () => {
    for (const address of times(8).map(() => 'victim@example.org')) {
      await post.database.transaction(() => post.mail.pretend('resetPassword', data, address));
    }
    await post.queue('victim@example.org');
    expect(await post.settled('victim@example.org')).toMatchObject({ status: 'sent' });
  });
});

describe('a minute', () => {
  it('in which thousands register leaves room for whoever has forgotten a password', async () => {
    await chappe.sql.rows(`update mails set claimed_at = null`);
    const link = 'https://example.org/x#token=sample';
    for (const i of times(150)) {
      const address = `newcomer${String(i)}@example.org`;
      await post.queue(address, 'welcome', { name: 'Newcomer', login: address, verifyUrl: link });
    }
    const newcomers = () => chappe.sql.rows<MailRow>(`select * from mails where recipient like 'newcomer%'`);
    await waitFor(
      'sixty of them to leave',
      async () => (await newcomers()).filter(({ status }) => status === 'sent').length === 60,
    );
    await post.queue('forgetful@example.org', 'resetPassword', { name: 'Ann', login: 'ann', resetUrl: link });
    expect(await post.settled('forgetful@example.org')).toMatchObject({ status: 'sent' });
    expect((await newcomers()).filter(({ status }) => status === 'queued')).toHaveLength(90);
    await chappe.sql.rows(`delete from mails where recipient like 'newcomer%'`);
  });

  it('sees a hundred mails leave, however many try at once; the rest goes later, and none is lost', async () => {
    await chappe.sql.rows(`update mails set claimed_at = null`);
    await chappe.sql.rows(`insert into mails (id, recipient, template, subject, status, tries, claimed_at, settled_at)
      select gen_random_uuid(), 'earlier@example.org', 'x', 'x', 'sent', 1, now() - interval '30 seconds', now() from generate_series(1, 95)`);
    await post.database.transaction(async () => {
      for (const i of times(20)) {
        await post.mail.queue({ address: `crowd${String(i)}@example.org`, locale: 'en' }, 'passwordChanged', { name: 'x' });
      }
    });
    const crowd = () => chappe.sql.rows<MailRow>(`select * from mails where recipient like 'crowd%'`);
    await Promise.all((await crowd()).map(({ id }) => post.attempt(id)));
    await waitFor('five of them to leave', async () => (await crowd()).filter(({ status }) => status === 'sent').length === 5);
    await Promise.all((await crowd()).map(({ id }) => post.attempt(id)));
    await post.recover();
    const waiting = (await crowd()).filter(({ status }) => status === 'queued');
    expect(waiting).toHaveLength(15);
    expect(waiting.every(({ tries, letter_sealed }) => tries === 0 && letter_sealed !== null)).toBe(true);

    await post.passMinute();
    await post.recover();
    expect((await ended('crowd%')).map(({ status }) => status)).toEqual(times(20).map(() => 'sent'));
    expect(smtp.offered.filter(({ to }) => to.startsWith('crowd'))).toHaveLength(20);
  });
});
