import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Why a session was ended before its time. */
export type EndReason = 'logout' | 'reuse' | 'ended' | 'password' | 'role' | 'closed';

/** One sign-in, and the family of refresh tokens that came out of it. */
@Entity('sessions')
export class Session {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  accountId!: string;

  /** Which refresh token of the family is the current one. The tokens themselves are derived, not stored. */
  @Column('integer')
  generation!: number;

  /** In words, e.g. `Firefox on Windows`. */
  @Column('text')
  device!: string;

  /** Where it was opened from. */
  @Column('inet', { nullable: true })
  network!: string | null;

  @Column('timestamptz')
  rotatedAt!: Date;

  @Column('timestamptz')
  createdAt!: Date;

  /** To the minute. */
  @Column('timestamptz')
  lastUsedAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('text', { nullable: true })
  endReason!: EndReason | null;
}
