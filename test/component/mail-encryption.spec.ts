import { MailConfig } from '../../libs/mail/src/mail.config';
import type { Mail } from '../../libs/mail/src/mail.entity';
import { MailTransport } from '../../libs/mail/src/mail.transport';
import { TestSmtp } from '../support/smtp';

const MAIL = { id: 'a-mail', recipient: 'ann@example.org', subject: 'Your link' } as Mail;
const BODY = { text: 'Take this link.', html: '<p>Take this link.</p>' };

let smtp: TestSmtp;

/** The loopback address in a form that is not taken for the machine itself: to Chappe it is a server in the network. */
const ofNetwork = (): string => `smtp://[::ffff:127.0.0.1]:${String(smtp.port)}`;

const transport = (settings: Record<string, string>): MailTransport => new MailTransport(new MailConfig(settings));

beforeEach(async () => {
  smtp = await TestSmtp.start();
});

afterEach(() => smtp.stop());

it('gives a server of the network no mail in the open, and tries again later', async () => {
  const delivery = await transport({ SMTP_URL: ofNetwork() }).deliver(MAIL, BODY);
  expect(delivery).toMatchObject({ kind: 'later', reason: expect.stringContaining('STARTTLS') as string });
  expect(smtp.offered).toEqual([]);
});

it('gives it mail in the open when the operator says that this is allowed', async () => {
  expect(await transport({ SMTP_URL: ofNetwork(), SMTP_TLS: 'optional' }).deliver(MAIL, BODY)).toEqual({ kind: 'sent' });
  expect(smtp.mailsTo(MAIL.recipient)).toHaveLength(1);
});

it('gives a server on this machine mail without encryption', async () => {
  expect(await transport({ SMTP_URL: smtp.url }).deliver(MAIL, BODY)).toEqual({ kind: 'sent' });
});
