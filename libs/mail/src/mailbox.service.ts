import { Injectable } from '@nestjs/common';
import { SAMPLES, TEMPLATES } from './letters/samples';
import { writeLetter } from './letters/write-letter';
import { LOCALES } from './locale';
import { NoMailboxError } from './mail.errors';
import { MailRepository } from './mail.repository';
import { MailTransport } from './mail.transport';
import { mailboxPage, templatesPage, type Shown } from './mailbox-pages';
import { SealedLetters } from './sealed-letters';

const SHOWN = 50;

/** Shows the mails that stay here to the owner of the machine. */
@Injectable()
export class MailboxService {
  constructor(
    private readonly mails: MailRepository,
    private readonly letters: SealedLetters,
    private readonly transport: MailTransport,
  ) {}

  /** @throws NoMailboxError unless mail stays here and the owner of the machine asks. */
  async newest(fromOwnMachine: boolean): Promise<string> {
    this.ensureLocal(fromOwnMachine);
    const mails = await this.mails.page(SHOWN);
    return mailboxPage(
      mails.map((mail) => ({
        subject: mail.subject,
        about: `to ${mail.recipient} · ${mail.template} · ${mail.createdAt.toISOString()} · ${mail.status}`,
        lang: mail.locale,
        letter: this.letters.open(mail),
      })),
    );
  }

  /** @throws NoMailboxError unless mail stays here and the owner of the machine asks. */
  templates(fromOwnMachine: boolean): string {
    this.ensureLocal(fromOwnMachine);
    const shown = TEMPLATES.flatMap((template) =>
      LOCALES.map((locale): Shown => {
        const letter = writeLetter(locale, template, SAMPLES[template]);
        return { subject: letter.subject, about: `${template} · ${locale}`, lang: locale, letter };
      }),
    );
    return templatesPage(shown);
  }

  private ensureLocal(fromOwnMachine: boolean): void {
    if (!this.transport.local || !fromOwnMachine) throw new NoMailboxError();
  }
}
