import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What has become of a pairing. It expires by itself. */
export type PairingState = 'waiting' | 'linked' | 'declined' | 'cancelled';

/** A pairing that an account has begun: whoever opens its link is asked whether their chat shall be linked. */
@Entity('pairings')
export class Pairing {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  accountId!: string;

  @Column('uuid')
  botId!: string;

  /** A digest of what the link carries. */
  @Column('bytea')
  linkMac!: Buffer;

  @Column('text')
  state!: PairingState;

  /** The chat that was linked. */
  @Column('uuid', { nullable: true })
  chatId!: string | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;
}
