import { Injectable } from '@nestjs/common';
import { AuditLog, type Actor } from '@app/auth';
import { Database } from '@app/platform';
import { botIdOf } from '@app/telegram';
import type { Bot } from './bot.entity';
import { AnotherBotError } from './bots.errors';
import { BotsRepository } from './bots.repository';
import { OwnedBotsService } from './owned-bots.service';
import { RunningBots } from './running-bots';
import { TokenCheck } from './token-check';

const BOTS_AT_ONCE = 100;

/** Changes what nobody else may know: a bot's token and its webhook's secret. No update is lost by it. */
@Injectable()
export class BotSecretsService {
  constructor(
    private readonly owned: OwnedBotsService,
    private readonly bots: BotsRepository,
    private readonly running: RunningBots,
    private readonly check: TokenCheck,
    private readonly audit: AuditLog,
    private readonly db: Database,
  ) {}

  /** Follows a new token of the same bot. @throws BotNotFoundError, AnotherBotError, BotTokenRefusedError, TelegramAwayError */
  async changeToken(ownerId: string, id: string, token: string): Promise<void> {
    const { telegramId } = await this.owned.get(ownerId, id);
    if (telegramId !== botIdOf(token)) throw new AnotherBotError();
    await this.check.usernameOf(ownerId, token);
    await this.db.transaction(async () => {
      await this.bots.changeToken(id, this.running.seal(id, token));
      await this.audit.note({ id: ownerId }, 'bot.token_changed', ownerId, { botId: id });
      await this.running.changed(id);
    });
  }

  /** Gives every bot another address and another secret for its webhook. */
  async changeAllWebhookSecrets(actor: Actor): Promise<void> {
    for (let after = 0; ;) {
      const bots = await this.bots.pageByNumber(after, BOTS_AT_ONCE);
      for (const bot of bots) await this.changeWebhookSecret(bot, actor);
      if (bots.length < BOTS_AT_ONCE) return;
      after = bots.at(-1)?.number ?? Infinity;
    }
  }

  /**
   * Gives the webhook of a bot another address and another secret, in one transaction with the entry in the audit log. What Telegram
   * has been given before stays good, until there is a third.
   */
  async changeWebhookSecret({ id, ownerId }: Bot, actor: Actor): Promise<void> {
    await this.db.transaction(async () => {
      await this.bots.changeSecret(id);
      await this.audit.note(actor, 'bot.webhook_secret_changed', ownerId, { botId: id });
      await this.running.changed(id);
    });
  }
}
