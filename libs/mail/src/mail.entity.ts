import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TemplateName } from './letters/template-data';
import type { Locale } from './locale';

/**
 * `kept`: there is no SMTP server, so it stays in the local mailbox. `withheld`: it never leaves, because its address
 * had enough, or because it was only pretended.
 */
export type MailStatus = 'queued' | 'sent' | 'kept' | 'failed' | 'withheld';

/** One mail to one address. */
@Entity('mails')
export class Mail {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  recipient!: string;

  @Column('text')
  template!: TemplateName;

  @Column('text')
  subject!: string;

  /** Text and HTML, as long as they are needed. */
  @Column('text', { nullable: true })
  letterSealed!: string | null;

  @Column('text')
  locale!: Locale;

  /** Whose mail it is; null when it belongs to nobody. */
  @Column('uuid', { nullable: true })
  accountId!: string | null;

  @Column('text')
  status!: MailStatus;

  @Column('integer')
  tries!: number;

  @Column('text', { nullable: true })
  error!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  /** When somebody must look at it, at the latest; null when there is nothing left to do. */
  @Column('timestamptz', { nullable: true })
  nextTryAt!: Date | null;

  /** The last time that a try began. */
  @Column('timestamptz', { nullable: true })
  claimedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;
}
