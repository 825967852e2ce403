import { Injectable } from '@nestjs/common';
import { GuessLimiter, type Allowance } from '@app/auth';
import { BotApi, TelegramCallError } from '@app/telegram';
import { BotTokenRefusedError, TelegramAwayError, TooManyChecksError } from './bots.errors';

/** Calls to Telegram that an account causes by asking about tokens and bots, from this installation's address. */
const CHECKS: Allowance = { burst: 30, everySeconds: 2 };

/** Asks Telegram whose a token is. */
@Injectable()
export class TokenCheck {
  constructor(
    private readonly api: BotApi,
    private readonly limiter: GuessLimiter,
  ) {}

  /** The username of the bot. @throws TooManyChecksError, BotTokenRefusedError, TelegramAwayError */
  async usernameOf(accountId: string, token: string): Promise<string> {
    await this.count(accountId);
    try {
      return (await this.api.getMe(token)).username;
    } catch (error) {
      if (!(error instanceof TelegramCallError)) throw error;
      throw ['revoked', 'refused'].includes(error.result.kind) ? new BotTokenRefusedError() : new TelegramAwayError();
    }
  }

  /** Counts one question that an account has Telegram asked. @throws TooManyChecksError */
  async count(accountId: string): Promise<void> {
    await this.limiter.spend(`bot-checks:${accountId}`, CHECKS).catch((error: unknown) => {
      const { retryAfterSeconds } = error as { retryAfterSeconds?: number };
      throw retryAfterSeconds === undefined ? error : new TooManyChecksError(retryAfterSeconds);
    });
  }
}
