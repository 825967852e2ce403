import { Injectable, Logger } from '@nestjs/common';
import { isDatabaseAway, Leases } from '@app/platform';
import { BotsRepository } from './bots.repository';
import { BotCaretaker } from './bot-caretaker';
import type { WebhookReport } from './webhook-setter';
import { WebhookSetting } from './webhook-setting';

const LEASE = 'webhooks';
const LEASE_SECONDS = 60;

/** Keeps the webhooks of all bots as they should be; one process at a time. */
@Injectable()
export class WebhooksService {
  private readonly log = new Logger(WebhooksService.name);
  private underWay?: Promise<WebhookReport[]>;

  constructor(
    private readonly bots: BotsRepository,
    private readonly setting: WebhookSetting,
    private readonly caretaker: BotCaretaker,
    private readonly leases: Leases,
  ) {}

  /** Goes through all bots; does nothing while another process is at it. @throws PlainHttpError */
  async compareAndSet(): Promise<WebhookReport[]> {
    this.underWay ??= this.goThroughAll().finally(() => {
      this.underWay = undefined;
    });
    return await this.underWay;
  }

  /**
   * The first comparison of a process that serves already. A database that goes away just then is no reason to end:
   * the next comparison follows within a minute. @throws PlainHttpError
   */
  async compareAtStart(): Promise<void> {
    try {
      await this.compareAndSet();
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      this.log.warn({ err: error }, 'the webhooks could not be compared yet');
    }
  }

  private async goThroughAll(): Promise<WebhookReport[]> {
    this.setting.ensureDeliverable();
    if (!(await this.leases.take(LEASE, LEASE_SECONDS))) return [];
    try {
      const reports: WebhookReport[] = [];
      for (const bot of await this.bots.all()) reports.push(await this.caretaker.careFor(bot));
      return reports;
    } finally {
      await this.leases.release(LEASE);
    }
  }
}
