import { AppError } from '@app/platform';

/** The local mailbox exists only on a machine of one's own, while there is no SMTP server. */
export class NoMailboxError extends AppError {
  readonly kind = 'not-found';
  readonly code = 'mail.no_mailbox';

  constructor() {
    super(
      'There is no local mailbox here: mail goes out by SMTP_URL, or others than this machine reach this installation. On the machine itself, open it as http://localhost:<port>/dev/mail.',
    );
  }
}
