import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `kept`: there is no SMTP server, so it stays in the local mailbox. */
export type MailStatus = 'queued' | 'sent' | 'kept' | 'failed';

/** One mail to one address. */
@Entity('mails')
export class Mail {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  recipient!: string;

  @Column('text')
  template!: string;

  @Column('text')
  subject!: string;

  @Column('text')
  text!: string;

  @Column('text')
  html!: string;

  @Column('text')
  status!: MailStatus;

  @Column('integer')
  tries!: number;

  @Column('text', { nullable: true })
  error!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  nextTryAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;
}
