import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What came of one attempt. `not_sent`, `limited` and `moved` cost the message nothing. */
export type AttemptOutcome = 'sent' | 'not_sent' | 'limited' | 'moved' | 'unparsable' | 'refused' | 'revoked' | 'ambiguous';

/** The journal of a message: one row for each time it was taken to be sent. */
@Entity('attempts')
export class Attempt {
  @PrimaryColumn('uuid')
  messageId!: string;

  @PrimaryColumn('integer')
  attempt!: number;

  @Column('text')
  outcome!: AttemptOutcome;

  /** Telegram's words, or what happened to the connection. */
  @Column('text', { nullable: true })
  detail!: string | null;

  @Column('timestamptz')
  startedAt!: Date;

  @Column('timestamptz')
  endedAt!: Date;
}
