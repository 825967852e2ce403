import { CreateMails, SealLetters } from '@app/mail';
import { migrate } from '@app/platform';
import { SAMPLES } from '../../libs/mail/src/letters/samples';
import { writeLetter } from '../../libs/mail/src/letters/write-letter';
import { TestChappe } from '../support/chappe';
import { containing } from '../support/like';
import { createEmptyDatabase } from '../support/empty-database';
import { Sql } from '../support/sql';
import { PostOffice } from './mail/post-office';

let chappe: TestChappe;
let post: PostOffice;

beforeAll(async () => {
  chappe = await TestChappe.start({ settings: { CHAPPE_EMBEDDED: 'on' } });
  post = new PostOffice(chappe);
});

afterAll(async () => {
  await chappe.stop();
});

describe('the local mailbox', () => {
  const page = (path = '/dev/mail') => chappe.api.get(path);
  const link = 'https://chappe.example.org/reset#token=local';

  it('shows on a machine of one’s own what would have gone out, and nothing of it is markup', async () => {
    const name = '<img src=x onerror=alert(1)>';
    await post.queue('local@example.org', 'resetPassword', { name, login: 'ann', resetUrl: link });
    expect(await post.settled('local@example.org')).toMatchObject({ status: 'kept', letter_sealed: containing('k1:') });
    const { status, text, headers } = await page();
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain('Choose a new password');
    expect(text).toContain('to local@example.org · resetPassword');
    expect(text).toContain('Hello &lt;img src=x onerror=alert(1)&gt;');
    expect(text).toContain('srcdoc="&lt;!doctype html&gt;');
    expect(text).toContain(`<a href="${link}"`);
    expect(text).not.toContain('<img');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('shows fifty mails, newest first, and those whose letter is gone without it', async () => {
    await chappe.sql.rows(`update mails set letter_sealed = null`);
    await chappe.sql.rows(
      `insert into mails (id, recipient, template, subject, status) select gen_random_uuid(), 'x@example.org', 'x', 'Bulk', 'sent' from generate_series(1, 60)`,
    );
    const { text } = await page();
    expect(text.match(/<article>/g)).toHaveLength(50);
    expect(text).toContain('Its letter is gone.');
    expect(text).not.toContain(link);
  });

  it('previews every template in both languages', async () => {
    expect((await page()).text).toContain('href="/dev/mail/templates"');
    const { status, text, headers } = await page('/dev/mail/templates');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    for (const template of Object.keys(SAMPLES) as (keyof typeof SAMPLES)[]) {
      for (const locale of ['en', 'ru'] as const) {
        expect(text).toContain(
          `>${writeLetter(locale, template, SAMPLES[template]).subject}</h2>\n<p class="about">${template} · ${locale}</p>`,
        );
      }
    }
    expect(text.match(/<iframe /g)).toHaveLength(24);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it.each([
    ['while mail goes out by SMTP', { CHAPPE_EMBEDDED: 'on', SMTP_URL: 'smtp://127.0.0.1:9' }],
    ['on a public host', { CHAPPE_EMBEDDED: '', SMTP_URL: '' }],
  ])('is not there %s', async (_, settings) => {
    await chappe.restart(settings);
    for (const path of ['/dev/mail', '/dev/mail/templates']) {
      expect(await page(path)).toMatchObject({ status: 404, body: { code: 'mail.no_mailbox' } });
    }
  });
});

it('what was queued in the open before letters were sealed is failed, and says so; the others stay', async () => {
  const database = await createEmptyDatabase();
  const sql = new Sql(database.url);
  try {
    await migrate(database.url, [CreateMails]);
    await sql.rows(`insert into mails (id, recipient, template, subject, text, html, status, next_try_at, settled_at) values
      (gen_random_uuid(), 'waits@example.org', 'welcome', 'x', 'canary', 'canary', 'queued', now(), null),
      (gen_random_uuid(), 'sent@example.org', 'welcome', 'x', 'canary', 'canary', 'sent', now(), now())`);
    await migrate(database.url, [CreateMails, SealLetters]);
    const rows = await sql.rows('select * from mails order by recipient desc');
    expect(rows).toMatchObject([
      { status: 'failed', error: containing('earlier form'), next_try_at: null, letter_sealed: null, locale: 'en' },
      { status: 'sent', error: null, next_try_at: null, letter_sealed: null },
    ]);
    expect(rows[0]?.settled_at).not.toBeNull();
    expect(JSON.stringify(rows)).not.toContain('canary');
  } finally {
    await sql.close();
    await database.drop();
  }
});
