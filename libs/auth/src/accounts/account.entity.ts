import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Locale } from '@app/mail';

export type Role = 'admin' | 'member';

/** Somebody who uses Chappe: an e-mail address or a username or both, and a password. */
@Entity('accounts')
export class Account {
  @PrimaryColumn('uuid')
  id!: string;

  /** As it was written. Until it is verified others may claim it too. */
  @Column('text', { nullable: true })
  email!: string | null;

  @Column('timestamptz', { nullable: true })
  emailVerifiedAt!: Date | null;

  @Column('text', { nullable: true })
  username!: string | null;

  @Column('text')
  name!: string;

  /** The language of mails. */
  @Column('text')
  locale!: Locale;

  @Column('text')
  passwordHash!: string;

  @Column('text')
  role!: Role;

  @Column('timestamptz')
  createdAt!: Date;

  /** Set when it was deleted: nobody can use it any more, and what belongs to it is being erased. */
  @Column('timestamptz', { nullable: true })
  closingAt!: Date | null;
}
