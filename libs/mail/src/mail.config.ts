import { z } from 'zod';
import { configSlice, setting, url } from '@app/platform';

/** How mail leaves the house. */
export class MailConfig extends configSlice({
  /** None: mail stays in the local mailbox at /dev/mail. */
  smtpUrl: setting('SMTP_URL', url('smtp', 'smtps').optional()),
  from: setting(
    'MAIL_FROM',
    z
      .string()
      .regex(/^[^\r\n]*$/, 'write it in one line')
      .default('Chappe <no-reply@localhost>'),
  ),
}) {}
