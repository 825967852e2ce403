import { Injectable } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import parseAddresses from 'nodemailer/lib/addressparser';
import { isMailAddress } from './mail-address';
import { isLocalHost } from '@app/platform';
import { MailConfig } from './mail.config';
import type { Mail } from './mail.entity';
import type { LetterBody } from './sealed-letters';

/** What became of one try. */
export type Delivery =
  | { readonly kind: 'sent' }
  | { readonly kind: 'kept' }
  | { readonly kind: 'later'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** A try takes no longer, so that it is over before somebody else may begin the next one. */
const LONGEST_TRY_MS = 90_000;

/** The way to the SMTP server, if there is one. */
@Injectable()
export class MailTransport {
  private readonly smtp?: Transporter;

  constructor(private readonly config: MailConfig) {
    if (config.smtpUrl === undefined) return;
    this.smtp = createTransport({
      url: config.smtpUrl,
      requireTLS: config.tls === 'required' && !isLocalHost(new URL(config.smtpUrl).host),
      disableFileAccess: true,
      disableUrlAccess: true,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
    });
  }

  /** Whether mails only go to the local mailbox. */
  get local(): boolean {
    return !this.smtp;
  }

  /**
   * Tries once. The Message-ID is the mail's own, the same at every try, so that a receiver may recognise it. To whom it
   * goes is told to the server apart from the headers: nothing in them can add to it.
   */
  async deliver({ id, recipient, subject }: Mail, { text, html }: LetterBody): Promise<Delivery> {
    if (!this.smtp) return { kind: 'kept' };
    if (!isOneAddress(recipient)) return { kind: 'refused', reason: 'Its recipient is not one plain mail address.' };
    const { from } = this.config;
    try {
      await this.smtp.sendMail({
        from,
        to: { name: '', address: recipient },
        envelope: { from, to: [recipient] },
        messageId: `<${id}@chappe>`,
        headers: { 'Auto-Submitted': 'auto-generated' }, // no answer of an absent person, please (RFC 3834)
        subject,
        text,
        html,
        signal: AbortSignal.timeout(LONGEST_TRY_MS),
      });
      return { kind: 'sent' };
    } catch (error) {
      return deliveryOf(error);
    }
  }
}

/** Whether a text is one address, also to those who will write it into the envelope. */
function isOneAddress(text: string): boolean {
  const [one, ...others] = parseAddresses(text, { flatten: true });
  return isMailAddress(text) && others.length === 0 && one?.address === text && one.name === '';
}

/** Errors that are the server's word on this one mail, not on whoever brings it. */
const ABOUT_THE_MAIL = new Set(['EENVELOPE', 'EMESSAGE']);

/** A 5xx for a mail is final (RFC 5321, 4.2.1); everything else may work later. */
function deliveryOf(error: unknown): Delivery {
  const { responseCode = 0, code = '', message = '' } = error as { responseCode?: number; code?: string; message?: string };
  const words = message.replaceAll(/(https?:\/\/|\bch[a-z]_)\S+/g, '<link>').slice(0, 200); // filters like to quote what they refuse
  const reason = [code, responseCode === 0 ? '' : responseCode, words].filter(Boolean).join(' ');
  return { kind: responseCode >= 500 && ABOUT_THE_MAIL.has(code) ? 'refused' : 'later', reason };
}
