import { Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from '@app/platform';

/** `uploading → kept → dropped`: its bytes arrive, are kept, and are there no more. What does not arrive whole is removed. */
export type FileState = 'uploading' | 'kept' | 'dropped';

/** A file that an account uploaded, to be sent later. Its contents lie in `file_chunks`. */
@Entity('files')
export class StoredFile {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  accountId!: string;

  /** The bot token with which it was uploaded. */
  @Column('uuid', { nullable: true })
  botTokenId!: string | null;

  @Column('text')
  name!: string;

  @Column('text')
  mimeType!: string;

  /** How many bytes have arrived. */
  @Column({ type: 'bigint', transformer: safeInteger })
  size!: number;

  /** Empty until all of it has arrived. */
  @Column('bytea')
  sha256!: Buffer;

  @Column('text')
  state!: FileState;

  @Column('timestamptz')
  createdAt!: Date;

  /** When bytes arrived last. */
  @Column('timestamptz')
  writtenAt!: Date;

  /** Until then its contents are kept in any case. */
  @Column('timestamptz')
  expiresAt!: Date;

  /** When it was uploaded, or about when a message was made of it last. */
  @Column('timestamptz')
  usedAt!: Date;
}
