import { Injectable } from '@nestjs/common';
import { FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, MOST_TRIES } from './mail-limits';
import type { Mail } from './mail.entity';
import { MailJobs } from './mail.queue';
import { MailTransport, type Delivery } from './mail.transport';
import { SealedLetters } from './sealed-letters';
import { SendingRepository } from './sending.repository';

/** Sends mails when there is a way, and sees to them until they are settled. */
@Injectable()
export class SendingService {
  constructor(
    private readonly mails: SendingRepository,
    private readonly letters: SealedLetters,
    private readonly jobs: MailJobs,
    private readonly transport: MailTransport,
  ) {}

  /** Tries a mail once, unless it is settled, somebody else is at it, or enough have left this minute. */
  async attempt(id: string): Promise<void> {
    const mail = await this.mails.claim(id);
    if (!mail) {
      await this.mails.settleWithheld(id);
      return;
    }
    const delivery = await this.deliver(mail);
    if (delivery.kind === 'sent' || delivery.kind === 'kept') await this.mails.settle(id, delivery.kind);
    else if (delivery.kind === 'refused' || mail.tries >= MOST_TRIES) await this.mails.settle(id, 'failed', delivery.reason);
    else await this.tryLater(mail, delivery.reason);
  }

  /** Asks again for mails whose jobs were lost, and for those that had to wait because enough had left. */
  async recover(): Promise<void> {
    for (const id of await this.mails.overdue()) this.jobs.askFor(id);
  }

  private async deliver(mail: Mail): Promise<Delivery> {
    const letter = this.letters.open(mail);
    if (letter) return await this.transport.deliver(mail, letter);
    return { kind: 'refused', reason: 'Its letter cannot be opened. Is the key that sealed it still in ENCRYPTION_KEYS?' };
  }

  private async tryLater(mail: Mail, reason: string): Promise<void> {
    const seconds = Math.min(FIRST_PAUSE_SECONDS * 2 ** (mail.tries - 1), LONGEST_PAUSE_SECONDS);
    await this.mails.postpone(mail.id, seconds, reason);
    this.jobs.askFor(mail.id, seconds);
  }
}
