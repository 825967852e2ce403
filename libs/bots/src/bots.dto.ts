import { IsBoolean, IsIn, IsOptional, Length, Matches } from 'class-validator';
import { PageOf } from '@app/platform';
import { BOT_TOKEN_SHAPE } from '@app/telegram';
import { BEHAVIOURS, type Behaviour, type Bot, type BotMode } from './bot.entity';
import type { NewBot } from './new-bots';

const TOKEN_WORDS = { message: 'give the token as BotFather wrote it, like 123456789:AA…' };

export class ConnectBotDto {
  /** The token BotFather gave, e.g. `123456789:AA…`. Stored sealed, never shown again. */
  @Matches(BOT_TOKEN_SHAPE, TOKEN_WORDS)
  token!: string;

  /** A short name for the cabinet. */
  @IsOptional()
  @Length(1, 64)
  title?: string;

  /** What it does for people: `house` everything that Chappe can, `echo` repeats what they write, `silent` only remembers them. */
  @IsOptional()
  @IsIn(BEHAVIOURS)
  behaviour?: Behaviour;
}

/** What was left out is as usual. */
export function newBotOf({ token, title, behaviour }: ConnectBotDto): Omit<NewBot, 'username'> {
  return { token, title: title ?? null, behaviour: behaviour ?? 'house' };
}

export class ChangeBotDto {
  /** A new token of the same bot. */
  @IsOptional()
  @Matches(BOT_TOKEN_SHAPE, TOKEN_WORDS)
  token?: string;

  /** A short name for the cabinet; null takes it away. */
  @IsOptional()
  @Length(1, 64)
  title?: string | null;

  /** A bot that is switched off makes no call and hears nothing; what is queued waits. */
  @IsOptional()
  @IsBoolean()
  active?: boolean;

  @IsOptional()
  @IsIn(BEHAVIOURS)
  behaviour?: Behaviour;
}

export class BotView {
  id!: string;

  /** Its id on Telegram. */
  telegramId!: string;
  username!: string | null;
  title!: string | null;
  active!: boolean;
  behaviour!: Behaviour;

  /** How its updates come here. */
  mode!: BotMode;

  /** Why Chappe has stopped using it, until somebody mends it. */
  pausedReason!: 'token_revoked' | null;
  createdAt!: Date;

  static of({ id, telegramId, username, title, active, behaviour, mode, pausedReason, createdAt }: Bot): BotView {
    return { id, telegramId: String(telegramId), username, title, active, behaviour, mode, pausedReason, createdAt };
  }
}

export class BotPage extends PageOf(BotView) {}
