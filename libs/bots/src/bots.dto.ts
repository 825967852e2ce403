import { IsBoolean, IsIn, IsInt, IsString, Length, Matches, Max, Min } from 'class-validator';
import { Clearable, Omittable, PageOf } from '@app/platform';
import { BOT_TOKEN_SHAPE } from '@app/telegram';
import type { BotChanges } from './bot-changes.service';
import { BEHAVIOURS, BOT_MODES, type Behaviour, type Bot, type BotMode } from './bot.entity';
import type { NewBot } from './new-bots';

const TOKEN_WORDS = { message: 'give the token as BotFather wrote it, like 123456789:AA…' };

export class ConnectBotDto {
  /** The token BotFather gave, e.g. `123456789:AA…`. Stored sealed, never shown again. */
  @Matches(BOT_TOKEN_SHAPE, TOKEN_WORDS)
  token!: string;

  /** A short name for the cabinet. */
  @Omittable()
  @Length(1, 64)
  title?: string;

  /** What it does for people: `house` everything that Chappe can, `echo` repeats what they write, `silent` only remembers them. */
  @Omittable()
  @IsIn(BEHAVIOURS)
  behaviour?: Behaviour;

  /** How its updates come: Telegram delivers them, or Chappe asks for them. Without it, by webhook if the installation has a public address. */
  @Omittable()
  @IsIn(BOT_MODES)
  mode?: BotMode;
}

/** What was left out is as usual. */
export function newBotOf({ token, title, behaviour, mode }: ConnectBotDto): Omit<NewBot, 'username'> {
  return { token, title: title ?? null, behaviour: behaviour ?? 'house', wantedMode: mode ?? null };
}

export class ChangeBotDto {
  /** A new token of the same bot. Needs your `password`. */
  @Omittable()
  @Matches(BOT_TOKEN_SHAPE, TOKEN_WORDS)
  token?: string;

  /** Your current password, when you give the bot another token. */
  @Omittable()
  @Length(1, 128)
  @IsString()
  password?: string;

  /** A short name for the cabinet; null takes it away. */
  @Clearable()
  @Length(1, 64)
  title?: string | null;

  /** A bot that is switched off makes no call and hears nothing; what is queued waits. */
  @Omittable()
  @IsBoolean()
  active?: boolean;

  @Omittable()
  @IsIn(BEHAVIOURS)
  behaviour?: Behaviour;

  /**
   * Whether you pay Telegram for what the bot sends beyond 30 messages a second: it sends up to 1000 then, each at 0.1 Stars.
   * Telegram grants it to bots with enough Stars and users only.
   */
  @Omittable()
  @IsBoolean()
  paidBroadcasts?: boolean;

  /**
   * Commands and other messages that were written longer ago than that are not answered, e.g. after a pause. People, chats and
   * memberships are learned from them all the same. Null answers everything, however late.
   */
  @Clearable()
  @Min(1)
  @Max(1_440)
  @IsInt()
  ignoreCommandsOlderThanMinutes?: number | null;

  /** How its updates come; null leaves it to the installation. `webhook` needs one with a public address. */
  @Clearable()
  @IsIn(BOT_MODES)
  mode?: BotMode | null;
}

export function changesOf({ token, password, mode, ...wishes }: ChangeBotDto): BotChanges {
  return { token, password, wishes: { ...wishes, wantedMode: mode } };
}

export class BotView {
  id!: string;

  /** Its id on Telegram. */
  telegramId!: string;
  username!: string | null;
  title!: string | null;
  active!: boolean;
  behaviour!: Behaviour;

  /** Its owner pays Telegram for what it sends beyond 30 messages a second. */
  paidBroadcasts!: boolean;

  /** Commands that were written longer ago than that are not answered; null when all are. */
  ignoreCommandsOlderThanMinutes!: number | null;

  /** How its updates come here now. */
  mode!: BotMode;

  /** How they are to come: another than `mode` while Telegram could not be told yet. Null is by webhook if the installation has a public address. */
  wantedMode!: BotMode | null;

  /** Why Chappe has stopped using it, until somebody mends it. */
  pausedReason!: 'token_revoked' | null;

  /** Why its updates do not come as they should, in Telegram's words where it gave some; null when nothing is known to be wrong. */
  trouble!: string | null;
  createdAt!: Date;

  static of(bot: Bot): BotView {
    const { id, telegramId, username, title, active, behaviour, paidBroadcasts, mode, wantedMode, pausedReason, createdAt } = bot;
    const { ignoreCommandsOlderThanMinutes, trouble } = bot;
    const state = { active, behaviour, paidBroadcasts, ignoreCommandsOlderThanMinutes, mode, wantedMode, pausedReason, trouble };
    return { id, telegramId: String(telegramId), username, title, ...state, createdAt };
  }
}

export class BotPage extends PageOf(BotView) {}
