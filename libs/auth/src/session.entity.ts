import { Column, Entity, PrimaryColumn } from 'typeorm';

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

  @Column('timestamptz')
  rotatedAt!: Date;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('text', { nullable: true })
  endReason!: 'logout' | 'reuse' | null;
}
