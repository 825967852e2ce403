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

  /** Who did it: an account, the operator at the console, or Chappe itself. */
  @Column('text')
  actor!: 'account' | 'operator' | 'chappe';

  /** What was done, e.g. `account.role_changed`. */
  @Column('text')
  action!: string;

  /** The account that it was done to. */
  @Column('uuid', { nullable: true })
  accountId!: string | null;

  @Column('jsonb')
  detail!: AuditDetail;
}
