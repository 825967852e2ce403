import { Injectable } from '@nestjs/common';
import { BotApi, TelegramCallError } from '@app/telegram';
import { BotTokenRefusedError, TelegramAwayError } from './bots.errors';

/** Asks Telegram whose a token is. */
@Injectable()
export class TokenCheck {
  constructor(private readonly api: BotApi) {}

  /** The username of the bot. @throws BotTokenRefusedError, TelegramAwayError */
  async usernameOf(token: string): Promise<string> {
    try {
      return (await this.api.getMe(token)).username;
    } catch (error) {
      if (!(error instanceof TelegramCallError)) throw error;
      throw ['revoked', 'refused'].includes(error.result.kind) ? new BotTokenRefusedError() : new TelegramAwayError();
    }
  }
}
