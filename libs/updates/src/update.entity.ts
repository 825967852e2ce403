import { Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from '@app/platform';

export type UpdateStatus = 'pending' | 'processed' | 'failed';

/** An update as Telegram sent it. */
@Entity('updates')
export class StoredUpdate {
  /** Rises in the order in which updates were stored. */
  @PrimaryColumn('bigint', { transformer: safeInteger })
  id!: number;

  @Column('uuid')
  botId!: string;

  @Column('bigint', { transformer: safeInteger })
  updateId!: number;

  /** What must stay in order among itself: the Telegram id of the chat, else of the person, else 0. */
  @Column('bigint', { transformer: safeInteger })
  lane!: number;

  /** The Telegram id of who caused it, so that it can be forgotten with them. */
  @Column('bigint', { nullable: true, transformer: safeInteger })
  person!: number | null;

  /** The body, to the letter: text holds what json would refuse. */
  @Column('text')
  body!: string;

  @Column('text')
  status!: UpdateStatus;

  @Column('integer')
  tries!: number;

  @Column('timestamptz')
  nextTryAt!: Date;

  @Column('text', { nullable: true })
  error!: string | null;

  @Column('timestamptz')
  receivedAt!: Date;

  @Column('timestamptz', { nullable: true })
  processedAt!: Date | null;
}
