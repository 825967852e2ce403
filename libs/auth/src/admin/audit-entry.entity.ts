import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Particulars of a change. */
export type AuditDetail = Readonly<Record<string, string | number | boolean>>;

/** One change of who may do what. It outlives the accounts that it speaks of, and names nobody but by id. */
@Entity('audit_entries')
export class AuditEntry {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('timestamptz')
  at!: Date;

  /** The account that did it. Null when none did. */
  @Column('uuid', { nullable: true })
  actorId!: string | null;

  /** Who did it: an account, somebody who is not signed in, the operator at the console, or Chappe itself. */
  @Column('text')
  actor!: 'account' | 'stranger' | 'operator' | 'chappe';

  /** From where, of IPv6 the network of 64 bits. Null when no request did it, when its address is not known, and when its account is gone. */
  @Column('inet', { nullable: true })
  address!: string | null;

  /** What was done, e.g. `account.role_changed`. */
  @Column('text')
  action!: string;

  /** The account that it was done to. */
  @Column('uuid', { nullable: true })
  accountId!: string | null;

  @Column('jsonb')
  detail!: AuditDetail;
}
