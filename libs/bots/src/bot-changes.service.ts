import { Injectable } from '@nestjs/common';
import { PasswordCheck } from '@app/auth';
import { BotCaretaker } from './bot-caretaker';
import { BotSecretsService } from './bot-secrets.service';
import type { Bot } from './bot.entity';
import { OwnedBotsService, type BotWishes } from './owned-bots.service';
import { WebhookSetting } from './webhook-setting';

/** What is to be changed about a bot. */
export interface BotChanges {
  readonly token?: string;
  /** The owner's, without which no token is changed. */
  readonly password?: string;
  readonly wishes: BotWishes;
}

/** Changes bots, and tells Telegram at once what it has to know of it. While Telegram is away it is told later. */
@Injectable()
export class BotChangesService {
  constructor(
    private readonly owned: OwnedBotsService,
    private readonly secrets: BotSecretsService,
    private readonly setting: WebhookSetting,
    private readonly caretaker: BotCaretaker,
    private readonly passwords: PasswordCheck,
  ) {}

  /** A new token, if there is one, and then the rest. @throws BotNotFoundError, WrongPasswordError, NoPublicUrlError, AnotherBotError, BotTokenRefusedError, TelegramAwayError */
  async change(ownerId: string, id: string, { token, password, wishes }: BotChanges): Promise<Bot> {
    await this.owned.get(ownerId, id);
    if (token !== undefined) await this.passwords.ensureOf(ownerId, password);
    this.setting.ensurePossible(wishes.wantedMode);
    if (token !== undefined) await this.secrets.changeToken(ownerId, id, token);
    await this.owned.change(ownerId, id, wishes);
    if (token !== undefined || wishes.wantedMode !== undefined) await this.caretaker.careFor(id);
    return await this.owned.get(ownerId, id);
  }

  /** Sets the webhook anew with another address and secret; those before stay good. @throws BotNotFoundError */
  async renewWebhookSecret(ownerId: string, id: string): Promise<Bot> {
    await this.secrets.changeWebhookSecret(await this.owned.get(ownerId, id), { id: ownerId });
    await this.caretaker.careFor(id);
    return await this.owned.get(ownerId, id);
  }
}
