import { Injectable } from '@nestjs/common';
import { RunningBots, WebhookSecrets } from '@app/bots';
import { isUpdate } from '@app/telegram';
import { arrivalOf } from './arrival';
import { IntakeService } from './intake.service';
import { NotAnUpdateError, WebhookSecretWrongError, WebhookUnknownError } from './updates.errors';

/** How a delivery says for whom it is and that it comes from Telegram. */
export interface Envelope {
  readonly botKey: string;
  readonly secret: string;
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
   * Resolves when the update is committed. Of secrets, the current one and the one before are good.
   *
   * @throws WebhookUnknownError, WebhookSecretWrongError, NotAnUpdateError
   */
  async receive({ botKey, secret }: Envelope, update: unknown, body: string): Promise<void> {
    const bot = await this.bots.findByWebhookKey(botKey);
    if (!bot) throw new WebhookUnknownError();
    const generation = this.secrets.generationOf(botKey, secret) ?? 0;
    if (generation < bot.webhookGeneration - 1 || generation > bot.webhookGeneration) throw new WebhookSecretWrongError();
    if (!isUpdate(update)) throw new NotAnUpdateError();
    await this.intake.keep(arrivalOf(bot.id, update, body));
  }
}
