import { Injectable, Logger } from '@nestjs/common';
import { Metrics } from '@app/platform';
import type { Settlement } from './outcome';
import { TurnsRepository } from './turns.repository';

const BATCH = 200;

/** Fewer than so many wait a moment for others: a statement costs nearly the same for one as for many. */
const WORTH_WRITING = 96;
const MOMENT_MS = 10;

const PAUSE_AFTER_FAILURE_MS = 500;

/** After so long the lease has run out, and others have settled it as an answer that was lost. */
const GIVE_UP_MS = 60_000;

interface Waiting {
  readonly settlement: Settlement;
  readonly since: number;
  /** How often it was written and found nothing to settle. */
  missed: number;
}

/** Writes down what became of messages: those that end while a statement is on its way share the next one. */
@Injectable()
export class Settlements {
  private readonly log = new Logger(Settlements.name);
  private waiting: Waiting[] = [];
  private running?: Promise<void>;
  private settled?: () => void;
  private readonly counter;

  constructor(
    private readonly turns: TurnsRepository,
    metrics: Metrics,
  ) {
    this.counter = metrics.counter('chappe_attempts_total', 'Attempts to send, by what came of them', ['outcome']);
  }

  /** Settles an attempt soon, and goes on trying while the database is away. */
  add(settlement: Settlement): void {
    this.counter.inc({ outcome: settlement.outcome });
    this.waiting.push({ settlement, since: performance.now(), missed: 0 });
    this.running ??= this.writeAll().finally(() => {
      this.running = undefined;
    });
  }

  /** Calls back when something was written: lanes are free for their next message. */
  onSettled(callback: () => void): void {
    this.settled = callback;
  }

  /** Resolves when everything that was added is written. */
  async finish(): Promise<void> {
    while (this.running) await this.running;
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      if (this.waiting.length < WORTH_WRITING) await new Promise((resolve) => setTimeout(resolve, MOMENT_MS));
      const batch = this.waiting.slice(0, BATCH);
      try {
        const written = await this.turns.settle(batch.map(({ settlement }) => settlement));
        this.waiting.splice(0, batch.length, ...batch.filter((one) => !written.has(one.settlement.id) && mayBeFound(one)));
        this.settled?.();
      } catch (error) {
        this.log.warn({ err: error, count: batch.length }, 'settling failed');
        await new Promise((resolve) => setTimeout(resolve, PAUSE_AFTER_FAILURE_MS));
        this.waiting = this.waiting.filter(({ since }) => performance.now() - since < GIVE_UP_MS);
      }
    }
  }
}

/** The chat may just have become part of another one: there the message is found the next time. Else somebody else has settled it. */
function mayBeFound(one: Waiting): boolean {
  return one.missed++ === 0;
}
