import { Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from '@app/platform';
import type { MemberStatus } from '@app/telegram';

export type ChatType = 'private' | 'group' | 'supergroup' | 'channel';

/** One bot's view of a Telegram chat. Its id stays when the chat's Telegram id changes. */
@Entity('chats')
export class Chat {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  botId!: string;

  /** The current one: a group gets another when it becomes a supergroup. */
  @Column('bigint', { transformer: safeInteger })
  telegramId!: number;

  /** The one it had as a group, before it became a supergroup. */
  @Column('bigint', { nullable: true, transformer: safeInteger })
  formerTelegramId!: number | null;

  @Column('text')
  type!: ChatType;

  @Column('boolean')
  isForum!: boolean;

  /** Whether it holds the direct messages of a channel: each writer is alone with the channel there. */
  @Column('boolean')
  isDirectMessages!: boolean;

  /** Whether its members see only its admins, as Telegram said when it was last asked. */
  @Column({ type: 'boolean', insert: false, update: false })
  membersHidden!: boolean;

  /** Since when Telegram is to be asked that; null when it need not be. */
  @Column({ type: 'timestamptz', nullable: true, insert: false, update: false })
  membersDueAt!: Date | null;

  /** Of a group or channel; for a private chat the person's name. */
  @Column('text', { nullable: true })
  title!: string | null;

  @Column('text', { nullable: true })
  username!: string | null;

  /** What the bot is there. */
  @Column('text')
  botStatus!: MemberStatus;

  /** Since when the bot is gone, or blocked; null while it is there. */
  @Column('timestamptz', { nullable: true })
  botLeftAt!: Date | null;

  /** When Telegram showed the chat as it is here, by its own clock, and in which update. */
  @Column('timestamptz')
  asOf!: Date;

  @Column('bigint', { transformer: safeInteger })
  asOfUpdate!: number;

  /** The same for the bot's status; null when it was guessed. */
  @Column('timestamptz', { nullable: true })
  statusAsOf!: Date | null;

  @Column('bigint', { nullable: true, transformer: safeInteger })
  statusAsOfUpdate!: number | null;

  /** False while Telegram refuses what the bot writes there: it was blocked or removed. */
  @Column('boolean')
  reachable!: boolean;

  @Column('timestamptz')
  reachableChangedAt!: Date;

  /** Whose chat it is: the account that it was paired with. */
  @Column('uuid', { nullable: true })
  accountId!: string | null;

  /** A new one each time the chat is paired, so that an old button undoes nothing new. */
  @Column('uuid', { nullable: true })
  pairingId!: string | null;

  @Column('timestamptz', { nullable: true })
  pairedAt!: Date | null;

  /** When the person of this private chat wanted to be forgotten: it is shown to nobody any more. */
  @Column({ type: 'timestamptz', nullable: true, insert: false, update: false })
  forgottenAt!: Date | null;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
