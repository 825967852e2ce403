import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A send key: with it a system sends messages for one account, by one bot, to one chat. */
@Entity('bot_tokens')
export class BotToken {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  accountId!: string;

  @Column('uuid')
  botId!: string;

  @Column('uuid')
  chatId!: string;

  /** The topic of a forum to which it sends; null for the chat as a whole. */
  @Column('integer', { nullable: true })
  topicId!: number | null;

  @Column('text')
  name!: string;

  /** SHA-256 of the token. It has 256 random bits, so nothing slower is needed. */
  @Column('bytea')
  tokenHash!: Buffer;

  /** The last characters, by which its owner recognises it. */
  @Column('text')
  ending!: string;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  lastUsedAt!: Date | null;
}
