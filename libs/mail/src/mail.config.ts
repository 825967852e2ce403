import { z } from 'zod';
import { configSlice, setting, url } from '@app/platform';

/** How mail leaves the house. */
export class MailConfig extends configSlice({
  /** None: mail stays in the local mailbox at /dev/mail. */
  smtpUrl: setting('SMTP_URL', url('smtp', 'smtps').optional()),
  /** Whether a mail may leave in the open. A server on this machine is reached without a network. */
  tls: setting('SMTP_TLS', z.enum(['required', 'optional'], 'write required or optional').default('required')),
  from: setting(
    'MAIL_FROM',
    z
      .string()
      .regex(/^[^\r\n]*$/, 'write it in one line')
      .default('Chappe <no-reply@localhost>'),
  ),
}) {}
