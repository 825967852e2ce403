import { Injectable, Logger } from '@nestjs/common';
import { isDatabaseAway, isDatabaseSlow, Leases } from '@app/platform';
import type { Bot } from './bot.entity';
import { BotsRepository } from './bots.repository';
import { BotCaretaker } from './bot-caretaker';
import type { WebhookReport } from './webhook-setter';
import { WebhookSetting } from './webhook-setting';

const LEASE = 'webhooks';
const LEASE_SECONDS = 60;

/** How many are looked after in one go. */
const BOTS_AT_ONCE = 20;

/** Keeps the webhooks of all bots as they should be; one process at a time. */
@Injectable()
export class WebhooksService {
  private readonly log = new Logger(WebhooksService.name);
  private underWay?: Promise<WebhookReport[]>;
  private lastTurn: Promise<void> = Promise.resolve();

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
   * The first comparison of a process that serves already, of the house bot alone: the others have their turns, and a
   * start does not take longer for them. A database that goes away just then, or is slow, is no reason to end. @throws PlainHttpError
   */
  async compareAtStart(): Promise<void> {
    this.setting.ensureDeliverable();
    try {
      await this.asTheOnlyOne(async () => {
        const house = await this.bots.findHouse();
        if (house) await this.caretaker.careFor(house.id);
      });
    } catch (error) {
      if (!isDatabaseAway(error) && !isDatabaseSlow(error)) throw error;
      this.log.warn({ err: error }, 'the webhooks could not be compared yet');
    }
  }

  /** Looks after some of the bots whose time has come; true means that there may be more. Another process may be at it instead. */
  async careForDue(): Promise<boolean> {
    if ((await this.bots.dueForCare(1)).length === 0) return false;
    let due: Bot[] = [];
    await this.asTheOnlyOne(async () => {
      due = await this.bots.dueForCare(BOTS_AT_ONCE);
      await this.careForAll(due);
    });
    return due.length === BOTS_AT_ONCE;
  }

  private async goThroughAll(): Promise<WebhookReport[]> {
    this.setting.ensureDeliverable();
    const reports: WebhookReport[] = [];
    await this.asTheOnlyOne(async () => {
      for (let bots = await this.bots.pageByNumber(0, BOTS_AT_ONCE); bots.length > 0;) {
        reports.push(...(await this.careForAll(bots)));
        await this.leases.take(LEASE, LEASE_SECONDS);
        bots = await this.bots.pageByNumber(bots.at(-1)?.number ?? Infinity, BOTS_AT_ONCE);
      }
    });
    return reports;
  }

  /** All at once: one that Telegram answers late holds up no other. What fails fails when all have ended. */
  private async careForAll(bots: readonly Bot[]): Promise<WebhookReport[]> {
    const ends = await Promise.allSettled(bots.map(({ id }) => this.caretaker.careFor(id)));
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
    return ends.flatMap((end) => (end.status === 'fulfilled' && end.value ? [end.value] : []));
  }

  /** One after the other in this process, and not at all while another process is at it. */
  private async asTheOnlyOne(work: () => Promise<void>): Promise<void> {
    const turn = this.lastTurn.then(() => this.withLease(work));
    this.lastTurn = turn.catch(() => undefined);
    await turn;
  }

  private async withLease(work: () => Promise<void>): Promise<void> {
    if (!(await this.leases.take(LEASE, LEASE_SECONDS))) return;
    try {
      await work();
    } finally {
      await this.leases.release(LEASE);
    }
  }
}
