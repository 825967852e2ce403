import { Injectable } from '@nestjs/common';
import { RunningBots, WebhookSecrets, type RunningBot, type WebhookClaim } from '@app/bots';
import { isUpdate } from '@app/telegram';
import { arrivalOf } from './arrival';
import { IntakeService } from './intake.service';
import { NotAnUpdateError, WebhookSecretWrongError, WebhookUnknownError } from './updates.errors';

/** How a delivery says for whom it is and that it comes from Telegram. */
export interface Envelope {
  readonly botKey: string;
  readonly secret: string | undefined;
}

/** Takes what Telegram delivers. */
@Injectable()
export class WebhookService {
  constructor(
    private readonly bots: RunningBots,
    private readonly secrets: WebhookSecrets,
    private readonly intake: IntakeService,
  ) {}

  /**
   * Resolves when the update is committed, also of a bot that is polled by now. Of secrets, what Telegram has been given is good, and
   * the one before, and what it is about to be given.
   *
   * @throws WebhookUnknownError, WebhookSecretWrongError, NotAnUpdateError
   */
  async receive({ botKey, secret }: Envelope, update: unknown, body: string): Promise<void> {
    const claim = this.secrets.read(botKey, secret ?? '');
    if (!claim) throw new WebhookSecretWrongError();
    const bot = await this.findBot(claim);
    if (!bot) throw new WebhookUnknownError();
    const { generation } = claim;
    if (generation < bot.oldestGeneration || generation > bot.webhookGeneration) throw new WebhookSecretWrongError();
    if (!isUpdate(update)) throw new NotAnUpdateError();
    await this.intake.keep(arrivalOf(bot.id, update, body));
  }

  /** A secret that is newer than the bot that we remember, and genuine, was made a moment ago. */
  private async findBot({ webhookKey, generation }: WebhookClaim): Promise<RunningBot | null> {
    const bot = await this.bots.findByWebhookKey(webhookKey);
    return bot && generation > bot.webhookGeneration ? await this.bots.findAnew(bot.id) : bot;
  }
}
