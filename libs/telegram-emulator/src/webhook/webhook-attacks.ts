import type { Journal } from '../calls/journal';
import { updateBody, type UpdateBox } from '../updates/update-box';
import type { BotRecord, StoredUpdate, WebhookRecord } from '../world/records';
import type { Clock } from '../world/clock';
import { WebhookConnection, type Parcel } from './webhook-connection';

/** What a webhook must bear: strangers who knock, and what Telegram may send one day. */
export type WebhookAttack =
  /** The last update again, with a secret that is not the webhook's. */
  | 'wrongSecret'
  /** The last update again, without a secret. */
  | 'noSecret'
  /** The last update again, as it was. */
  | 'oldUpdate'
  /** A hundred copies of the last update at once. */
  | 'parallel'
  /** A new update of a kind that nobody knows. */
  | 'unknownKind'
  /** The last update under a new number, with fields that nobody knows. */
  | 'unknownFields'
  /** A new update of 10 MB. */
  | 'hugeBody'
  /** Something that is no JSON. */
  | 'notJson';

const COPIES = 100;
const HUGE = 10_000_000;

interface Delivery extends Parcel {
  updateId: number;
}

/** Sends to a webhook what its own sender would not, beside the queues. */
export class WebhookAttacks {
  constructor(
    private readonly updates: UpdateBox,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** The statuses that came back, 0 where the connection broke. @throws Error when the bot has no webhook or was sent nothing yet. */
  attack(bot: BotRecord, attack: WebhookAttack): Promise<number[]> {
    const webhook = webhookOf(bot);
    const deliveries = this.deliveriesOf(bot, attack, webhook.secretToken);
    return Promise.all(deliveries.map((delivery) => this.send(bot, webhook, { ...delivery, attack })));
  }

  /** An update that the bot has had already comes once more. @throws Error when it is not known any more or there is no webhook. */
  async redeliver(bot: BotRecord, updateId: number): Promise<void> {
    const update = this.updates.findDelivered(bot.id, updateId);
    if (!update) throw new Error(`Update ${String(updateId)} has not been delivered to @${bot.username}`);
    const webhook = webhookOf(bot);
    await this.send(bot, webhook, deliveryOf(update, webhook.secretToken));
  }

  private deliveriesOf(bot: BotRecord, attack: WebhookAttack, secret: string): Delivery[] {
    switch (attack) {
      case 'wrongSecret':
        return [deliveryOf(this.last(bot), 'somebody-else')];
      case 'noSecret':
        return [deliveryOf(this.last(bot), '')];
      case 'oldUpdate':
        return [deliveryOf(this.last(bot), secret)];
      case 'parallel':
        return Array.from({ length: COPIES }, () => deliveryOf(this.last(bot), secret));
      case 'unknownKind':
        return [unheardOf(bot, { thought: 'hm' }, secret)];
      case 'unknownFields':
        return [deliveryOf(withUnknownFields(this.last(bot), nextId(bot)), secret)];
      case 'hugeBody':
        return [unheardOf(bot, 'x'.repeat(HUGE), secret)];
      case 'notJson':
        return [{ updateId: 0, body: '{"update_id":', secretToken: secret }];
    }
  }

  private last(bot: BotRecord): StoredUpdate {
    const update = this.updates.lastDelivered(bot.id);
    if (!update) throw new Error(`@${bot.username} has not taken any update yet`);
    return update;
  }

  private async send(
    bot: BotRecord,
    { url }: WebhookRecord,
    { attack, updateId, ...parcel }: Delivery & { attack?: WebhookAttack },
  ): Promise<number> {
    const connection = new WebhookConnection(new URL(url), this.clock, () => undefined);
    const attempt = this.journal.deliveryBegins({ botId: bot.id, updateId, faulted: attack });
    try {
      const { status } = await connection.post(parcel);
      attempt.answered(status);
      return status;
    } catch (error) {
      attempt.failed(String(error));
      return 0;
    } finally {
      connection.close();
    }
  }
}

function webhookOf({ webhook, username }: BotRecord): WebhookRecord {
  if (!webhook) throw new Error(`@${username} has no webhook`);
  return webhook;
}

function deliveryOf(update: StoredUpdate, secretToken: string): Delivery {
  return { updateId: update.id, body: updateBody(update), secretToken };
}

/** An update of a kind that there is not. */
function unheardOf(bot: BotRecord, telepathy: unknown, secretToken: string): Delivery {
  const updateId = nextId(bot);
  return { updateId, body: JSON.stringify({ update_id: updateId, telepathy }), secretToken };
}

function nextId(bot: BotRecord): number {
  bot.nextUpdateId += 1;
  return bot.nextUpdateId - 1;
}

function withUnknownFields(update: StoredUpdate, id: number): StoredUpdate {
  return { ...update, id, payload: { ...(update.payload as object), telepathy: { thought: 'hm' }, mood: ['calm', null, 1.5] } };
}
