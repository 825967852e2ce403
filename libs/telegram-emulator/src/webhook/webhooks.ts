import type { BotRecord } from '../world/records';
import { WebhookSender, type WebhookSurroundings } from './webhook-sender';

/** The webhooks of all bots. */
export class Webhooks {
  private readonly senders = new Map<number, WebhookSender>();

  constructor(private readonly around: WebhookSurroundings) {
    around.updates.onPut((bot, update) => this.senders.get(bot.id)?.offer(update));
  }

  /** Starts to deliver to the webhook that the bot's record names. */
  open(bot: BotRecord): void {
    this.close(bot);
    if (bot.webhook) this.senders.set(bot.id, new WebhookSender(bot, bot.webhook, this.around));
  }

  close(bot: BotRecord): void {
    this.senders.get(bot.id)?.stop();
    this.senders.delete(bot.id);
  }

  closeAll(): void {
    for (const sender of this.senders.values()) sender.stop();
    this.senders.clear();
  }
}
