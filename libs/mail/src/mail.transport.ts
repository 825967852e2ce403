import { Injectable } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { MailConfig } from './mail.config';
import type { Mail } from './mail.entity';

/** What became of one try. */
export type Delivery =
  | { readonly kind: 'sent' }
  | { readonly kind: 'kept' }
  | { readonly kind: 'later'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** The way to the SMTP server, if there is one. */
@Injectable()
export class MailTransport {
  private readonly smtp?: Transporter;

  constructor(private readonly config: MailConfig) {
    if (config.smtpUrl === undefined) return;
    this.smtp = createTransport({
      url: config.smtpUrl,
      disableFileAccess: true,
      disableUrlAccess: true,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
    } as never);
  }

  /** Whether mails only go to the local mailbox. */
  get local(): boolean {
    return !this.smtp;
  }

  /** Tries once. The Message-ID is the mail's own, the same at every try, so that a receiver may recognise it. */
  async deliver(mail: Mail): Promise<Delivery> {
    if (!this.smtp) return { kind: 'kept' };
    try {
      await this.smtp.sendMail({
        from: this.config.from,
        to: { name: '', address: mail.recipient },
        messageId: `<${mail.id}@chappe>`,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
      });
      return { kind: 'sent' };
    } catch (error) {
      return deliveryOf(error);
    }
  }
}

/** A 5xx of the server is final (RFC 5321, 4.2.1); everything else may work later. */
function deliveryOf(error: unknown): Delivery {
  const { responseCode, code, message } = error as { responseCode?: number; code?: string; message?: string };
  const reason = [code, responseCode, message?.slice(0, 200)].filter(Boolean).join(' ');
  return { kind: responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH' ? 'refused' : 'later', reason };
}
