import { Injectable } from '@nestjs/common';
import { AccountsService, AuditLog } from '@app/auth';
import { MailService } from '@app/mail';
import type { Bot } from './bot.entity';
import type { LastingTrouble } from './trouble';

type Mailbox = Awaited<ReturnType<AccountsService['mailboxesOf']>>[number]['to'];

/** Tells who sees to a bot what has become of it: its owner, or the admins when it is the house bot. */
@Injectable()
export class BotNotices {
  constructor(
    private readonly accounts: AccountsService,
    private readonly mail: MailService,
    private readonly audit: AuditLog,
  ) {}

  /** Telegram does not accept the bot's token any more. Written in the running transaction. False when there is nobody to tell. */
  async tokenRevoked(bot: Bot): Promise<boolean> {
    return await this.tell(bot, async (name, to) => {
      await this.mail.queue(to, 'botRevoked', { name, bot: nameOf(bot) });
    });
  }

  /** Updates of the bot do not come as they should. Written in the running transaction. False when there is nobody to tell. */
  async updatesInTrouble(bot: Bot, trouble: LastingTrouble): Promise<boolean> {
    return await this.tell(bot, async (name, to) => {
      const who = { name, bot: nameOf(bot) };
      if (trouble.kind === 'webhook') await this.mail.queue(to, 'webhookTrouble', { ...who, reason: trouble.reason });
      else await this.mail.queue(to, 'pollingTrouble', { ...who, setsWebhook: trouble.by === 'webhook' });
    });
  }

  /** Keeps in the audit that the token was found to be revoked. */
  async noteRevoked({ id, ownerId }: Bot): Promise<void> {
    await this.audit.note('chappe', 'bot.token_revoked', ownerId, { botId: id });
  }

  private async tell({ ownerId }: Bot, write: (name: string, to: Mailbox) => Promise<void>): Promise<boolean> {
    const mailboxes = await this.accounts.mailboxesOf(ownerId);
    for (const { name, to } of mailboxes) await write(name, to);
    return mailboxes.length > 0;
  }
}

function nameOf({ username, telegramId }: Bot): string {
  return username ?? String(telegramId);
}
