import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Database, newId } from '@app/platform';
import type { Letter } from './letters/letter';
import { ASKED_FOR, MOST_ASKED_FOR_PER_HOUR, MOST_NOTICES_PER_HOUR, SETTLED_KEPT_DAYS, WITHHELD_KEPT_DAYS } from './mail-limits';
import { Mail } from './mail.entity';
import { SealedLetters } from './sealed-letters';

/** A mail that is to be written down. */
export type NewMail = Pick<Mail, 'recipient' | 'template' | 'locale' | 'accountId'> & {
  readonly letter: Letter;
  /** The address whose mails are counted. */
  readonly countedAs: string;
  /** Never to be sent. */
  readonly pretended: boolean;
};

interface Inserted {
  readonly id: string;
  readonly withheld: boolean;
}

/** The first half of the advisory locks under which mails to one address are counted; the second is the address. */
const ADDRESS_LOCKS = 7_401;

const FORGET_BATCH = 1_000;

/** Whether a template is one of those that anybody can ask for. */
const askedFor = (template: string): string => `(${template}::text = any('{${ASKED_FOR.join(',')}}'))`;

/** The same for a mail that goes out and one that does not: the clock must not tell one from the other. */
const INSERT = `
  insert into mails (id, recipient, template, subject, locale, account_id, letter_sealed, status, tries, next_try_at)
  select $1::uuid, $2::text, $3::text, $4::text, $5::text, $6::uuid, $7::text,
    case when $9::boolean or recent.count >= case when ${askedFor('$3')} then ${String(MOST_ASKED_FOR_PER_HOUR)} else ${String(MOST_NOTICES_PER_HOUR)} end
      then 'withheld' else 'queued' end, 0, now()
  from (
    select count(*) from mails
    where lower(recipient) = lower($8::text) and ${askedFor('template')} = ${askedFor('$3')} and status <> 'withheld' and created_at > now() - interval '1 hour') as recent
  returning status = 'withheld' as withheld`;

/** Mails as they are written down, looked up and forgotten. */
@Injectable()
export class MailRepository {
  constructor(
    private readonly db: Database,
    private readonly letters: SealedLetters,
  ) {}

  /**
   * Keeps a mail in the running transaction, and answers whether it is to be sent or withheld. Whoever writes to the
   * same address waits until that has committed, so that the count is right.
   */
  async insert({ recipient, template, locale, accountId, letter, countedAs, pretended }: NewMail): Promise<Inserted> {
    const id = newId();
    const sealed = this.letters.seal(id, letter);
    return await this.db.transaction(async () => {
      await this.db.run('select pg_advisory_xact_lock($1::integer, hashtext(lower($2)))', [ADDRESS_LOCKS, countedAs]);
      const row = [id, recipient, template, letter.subject, locale, accountId, sealed, countedAs, pretended];
      const [inserted] = await this.db.rows<{ withheld: boolean }>(INSERT, row);
      return { id, withheld: inserted?.withheld ?? false };
    });
  }

  /** Newest first; of one account, or of all. */
  async page(limit: number, after?: string, accountId?: string): Promise<Mail[]> {
    const older = after === undefined ? {} : { id: LessThan(after) };
    const whose = accountId === undefined ? {} : { accountId };
    return await this.db.of(Mail).find({ where: { ...older, ...whose }, order: { id: 'DESC' }, take: limit });
  }

  async forgetAccount(accountId: string): Promise<void> {
    await this.db.run('delete from mails where account_id = $1', [accountId]);
  }

  /** Forgets some of what is old, and answers how many those were. */
  async forgetOld(): Promise<number> {
    const { count } = await this.db.run(
      `delete from mails where id in (
         select id from mails where settled_at < now() - make_interval(days => $1)
           or (status = 'withheld' and settled_at < now() - make_interval(days => $2)) limit $3)`,
      [SETTLED_KEPT_DAYS, WITHHELD_KEPT_DAYS, FORGET_BATCH],
    );
    return count;
  }
}
