import { Injectable, Logger } from '@nestjs/common';
import type { Claimed } from './claimed';
import { DeliveryService } from './delivery.service';
import { outcomeOf } from './outcome';
import { Settlements } from './settlements';
import { Slots, type Call } from './slots';
import { TurnsRepository } from './turns.repository';
import { NOBODY } from './turns.sql';

/** How often lost attempts and expired messages are looked for. */
const TIDY_EVERY_MS = 5_000;

/** How often messages whose chosen time has come are looked for while there is no pause. */
const RELEASE_EVERY_MS = 1_000;

/** How often messages that must go out alone are looked for while others are sent and none was found. */
const ALONE_EVERY_MS = 100;

/** What ends the process that sends it does so while its call is written, long before so much time has passed. */
const DEADLY_FOR_MS = 250;

/** Waits shorter than this are not left to the next poll. */
const SHORT_WAIT_MS = 1_000;

/** Sends what may be sent, turn after turn. Nothing is held between turns but the calls that are on the wire. */
@Injectable()
export class TurnsService {
  private readonly log = new Logger(TurnsService.name);
  private readonly slots = new Slots();
  private wake?: () => void;
  private timer?: NodeJS.Timeout;
  /** The bot with which the last turn ended: the next one goes on behind it. */
  private lastBotId = NOBODY;
  private tidiedAt = -Infinity;
  private releasedAt = -Infinity;
  private noneAloneAt = -Infinity;
  private alone?: Promise<void>;

  constructor(
    private readonly turns: TurnsRepository,
    private readonly delivery: DeliveryService,
    private readonly settlements: Settlements,
  ) {}

  /** One turn. True means: look again. */
  async step(): Promise<boolean> {
    await this.tidy();
    const alone = await this.sendAlone();
    const free = await this.slots.free();
    const claimed = free > 0 ? await this.turns.claim(free, this.lastBotId) : [];
    this.lastBotId = lastOf(claimed, this.lastBotId);
    for (const message of claimed) void this.send(message, this.slots.take());
    const released = await this.release(claimed.length === 0);
    if (claimed.length > 0 || released || alone) return true;
    this.noneAloneAt = -Infinity;
    await this.wakeWhenDue();
    return false;
  }

  /** Calls back when another turn may find more to send: calls have ended, or a lane has waited long enough. */
  onWork(callback: () => void): void {
    this.wake = callback;
    this.settlements.onSettled(callback);
  }

  /** Resolves when every call on the wire has ended and is settled. */
  async finish(): Promise<void> {
    await this.slots.quiet();
    await this.settlements.finish();
  }

  private async send(message: Claimed, call: Call): Promise<void> {
    let answered = true;
    try {
      const settlement = await this.delivery.deliver(message, call);
      answered = settlement.outcome !== 'ambiguous' && settlement.waitingFor !== 'telegram_unreachable';
      this.settlements.add(settlement);
    } catch (error) {
      // Something of ours failed. The lease runs out, and the message is settled as one whose answer was lost.
      this.log.error({ err: error, messageId: message.id }, 'a delivery failed');
    } finally {
      this.slots.give(call, answered);
    }
  }

  /**
   * One of the messages that a worker has left behind may be what ended it. Each is tried again when no call is written that
   * could end this worker, and none is while its own is: an innocent one, of which one try is used up, would else be given up.
   */
  private async sendAlone(): Promise<boolean> {
    if (this.alone || performance.now() - this.noneAloneAt < ALONE_EVERY_MS) return false;
    const message = (await this.turns.isAloneReady()) ? await this.claimAlone() : null;
    if (!message) {
      this.noneAloneAt = performance.now();
      return false;
    }
    this.alone = this.send(message, this.slots.take()).finally(() => {
      this.alone = undefined;
    });
    await Promise.race([this.alone, this.slots.quiet(DEADLY_FOR_MS)]);
    return true;
  }

  private async claimAlone(): Promise<Claimed | null> {
    await this.slots.quiet(DEADLY_FOR_MS);
    return await this.turns.claimAlone();
  }

  /** A lane that is ready within a moment has its turn then. Nobody waits for it here: others may be ready sooner. */
  private async wakeWhenDue(): Promise<void> {
    const ms = await this.turns.nextDue({ alone: !this.alone });
    clearTimeout(this.timer);
    if (ms !== null && ms <= SHORT_WAIT_MS) this.timer = setTimeout(() => this.wake?.(), Math.max(5, ms)).unref();
  }

  private async release(idle: boolean): Promise<boolean> {
    if (!idle && performance.now() - this.releasedAt < RELEASE_EVERY_MS) return false;
    this.releasedAt = performance.now();
    return (await this.turns.release()) > 0;
  }

  private async tidy(): Promise<void> {
    if (performance.now() - this.tidiedAt < TIDY_EVERY_MS) return;
    this.tidiedAt = performance.now();
    await this.turns.expire();
    const reason = 'the worker that was sending it is gone';
    for (const message of await this.turns.overdue()) {
      const { settlement } = outcomeOf(message, { kind: 'ambiguous', reason });
      this.settlements.add({ ...settlement, alone: settlement.status === 'queued' });
    }
  }
}

/** Bots come in the order of their ids, once around. After a turn that found nothing the next one begins at the beginning. */
function lastOf(claimed: readonly Claimed[], after: string): string {
  const ids = claimed.map(({ botId }) => botId).sort();
  return ids.findLast((id) => id <= after) ?? ids.at(-1) ?? NOBODY;
}
