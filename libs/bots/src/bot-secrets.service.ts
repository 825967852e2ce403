import { Injectable } from '@nestjs/common';
import { botIdOf } from '@app/telegram';
import { AnotherBotError } from './bots.errors';
import { BotsRepository } from './bots.repository';
import { OwnedBotsService } from './owned-bots.service';
import { RunningBots } from './running-bots';
import { TokenCheck } from './token-check';

/** Changes what nobody else may know: a bot's token and its webhook's secret. No update is lost by it. */
@Injectable()
export class BotSecretsService {
  constructor(
    private readonly owned: OwnedBotsService,
    private readonly bots: BotsRepository,
    private readonly running: RunningBots,
    private readonly check: TokenCheck,
  ) {}

  /** Follows a new token of the same bot. @throws BotNotFoundError, AnotherBotError, BotTokenRefusedError, TelegramAwayError */
  async changeToken(ownerId: string, id: string, token: string): Promise<void> {
    const { telegramId } = await this.owned.get(ownerId, id);
    if (telegramId !== botIdOf(token)) throw new AnotherBotError();
    await this.check.usernameOf(token);
    await this.bots.changeToken(id, this.running.seal(id, token));
    await this.running.changed(id);
  }

  /** From now on there is another secret for Telegram; what it has been given before stays good. @throws BotNotFoundError */
  async changeWebhookSecret(ownerId: string, id: string): Promise<void> {
    await this.owned.get(ownerId, id);
    await this.bots.changeSecret(id);
    await this.running.changed(id);
  }
}
