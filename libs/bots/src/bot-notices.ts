import { Injectable } from '@nestjs/common';
import { AccountsService, AuditLog } from '@app/auth';
import { MailService } from '@app/mail';
import type { Bot } from './bot.entity';
import type { LastingTrouble } from './trouble';

/** Tells who sees to a bot what has become of it: its owner, or the admins when it is the house bot. */
@Injectable()
export class BotNotices {
  constructor(
    private readonly accounts: AccountsService,
    private readonly mail: MailService,
    private readonly audit: AuditLog,
  ) {}

  /** Telegram does not accept the bot's token any more. Written in the running transaction. */
  async tokenRevoked(bot: Bot): Promise<void> {
    await this.audit.note('chappe', 'bot.token_revoked', bot.ownerId, { botId: bot.id });
    for (const { name, to } of await this.accounts.mailboxesOf(bot.ownerId)) {
      await this.mail.queue(to, 'botRevoked', { name, bot: nameOf(bot) });
    }
  }

  /** Updates of the bot do not come as they should. Written in the running transaction. */
  async updatesInTrouble(bot: Bot, trouble: LastingTrouble): Promise<void> {
    for (const { name, to } of await this.accounts.mailboxesOf(bot.ownerId)) {
      const who = { name, bot: nameOf(bot) };
      if (trouble.kind === 'webhook') await this.mail.queue(to, 'webhookTrouble', { ...who, reason: trouble.reason });
      else await this.mail.queue(to, 'pollingTrouble', { ...who, setsWebhook: trouble.by === 'webhook' });
    }
  }
}

function nameOf({ username, telegramId }: Bot): string {
  return username ?? String(telegramId);
}
