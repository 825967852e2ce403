import { Injectable } from '@nestjs/common';
import { AuditLog } from '@app/auth';
import { Database } from '@app/platform';
import type { Bot } from './bot.entity';
import { BotCaretaker } from './bot-caretaker';
import { NewBots, type NewBot } from './new-bots';
import { OwnedBotsService } from './owned-bots.service';
import { TokenCheck } from './token-check';

/** Takes tokens from BotFather: they are checked with Telegram first, and kept sealed. */
@Injectable()
export class ConnectingService {
  constructor(
    private readonly db: Database,
    private readonly check: TokenCheck,
    private readonly newBots: NewBots,
    private readonly owned: OwnedBotsService,
    private readonly caretaker: BotCaretaker,
    private readonly audit: AuditLog,
  ) {}

  /** @throws BotTokenRefusedError, TelegramAwayError, NoPublicUrlError, TooManyBotsError, BotConnectedError */
  async connect(ownerId: string, bot: Omit<NewBot, 'username'>): Promise<Bot> {
    const username = await this.check.usernameOf(ownerId, bot.token);
    const id = await this.db.transaction(async () => {
      const added = await this.newBots.addOwned(ownerId, { ...bot, username });
      await this.audit.note({ id: ownerId }, 'bot.connected', ownerId, { botId: added });
      return added;
    });
    // At once, so that the answer says whether Telegram takes the webhook.
    await this.caretaker.careFor(id);
    return await this.owned.get(ownerId, id);
  }
}
