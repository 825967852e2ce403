import { Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from '@app/platform';

/** How a bot's updates reach us. */
export const BOT_MODES = ['webhook', 'polling'] as const;
export type BotMode = (typeof BOT_MODES)[number];

/** What a bot does for people: everything that Chappe can, repeat what they write, or nothing but remember them. */
export const BEHAVIOURS = ['house', 'echo', 'silent'] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

/** A Telegram bot that this installation runs. */
@Entity('bots')
export class Bot {
  @PrimaryColumn('uuid')
  id!: string;

  /** A small number, for the routes that know no UUIDs. */
  @Column({ type: 'integer', insert: false, update: false })
  number!: number;

  /** Null for the house bot, which belongs to the installation. */
  @Column('uuid', { nullable: true })
  ownerId!: string | null;

  @Column('bigint', { transformer: safeInteger })
  telegramId!: number;

  /** Null until Telegram has told it. */
  @Column('text', { nullable: true })
  username!: string | null;

  @Column('text', { nullable: true })
  title!: string | null;

  @Column('text')
  tokenSealed!: string;

  /** The unguessable part of the webhook's address. */
  @Column('text')
  webhookKey!: string;

  /** Raised to change the webhook's secret; the one before is still good. */
  @Column('integer')
  webhookGeneration!: number;

  /** The generation of the secret that Telegram was last given. */
  @Column('integer')
  webhookGenerationSet!: number;

  /** What the webhook was last set to, as a digest; null when it must be set anew. */
  @Column('text', { nullable: true })
  webhookDigest!: string | null;

  /** How its updates come, as it was last set up with Telegram. */
  @Column('text')
  mode!: BotMode;

  /** How they are to come; null for as the installation can. */
  @Column('text', { nullable: true })
  wantedMode!: BotMode | null;

  /** When another program was last found to ask for its updates. */
  @Column('timestamptz', { nullable: true })
  polledElsewhereAt!: Date | null;

  @Column('text')
  behaviour!: Behaviour;

  /** Switched on by its owner. */
  @Column('boolean')
  active!: boolean;

  /** Its owner pays Telegram for what it sends beyond 30 messages a second. */
  @Column('boolean')
  paidBroadcasts!: boolean;

  /** Commands that were written longer ago than that are not answered; null for all are. */
  @Column('integer', { nullable: true })
  ignoreCommandsOlderThanMinutes!: number | null;

  /** Why Telegram refused to set its webhook, in Telegram's words; null when it was not refused. */
  @Column('text', { nullable: true })
  webhookRefusal!: string | null;

  /** When an update was skipped last because it was too large to be fetched. */
  @Column('timestamptz', { nullable: true })
  updateSkippedAt!: Date | null;

  /** Why Chappe has stopped using it, until somebody mends it. */
  @Column('text', { nullable: true })
  pausedReason!: 'token_revoked' | null;

  /** Why Telegram cannot deliver its updates, while it lasts. */
  @Column('text', { nullable: true })
  trouble!: string | null;

  @Column('timestamptz', { nullable: true })
  troubleSince!: Date | null;

  /** When whoever sees to the bot was told of it. */
  @Column('timestamptz', { nullable: true })
  troubleToldAt!: Date | null;

  /** When it is looked after next. */
  @Column('timestamptz')
  careDueAt!: Date;

  @Column('timestamptz')
  createdAt!: Date;
}
