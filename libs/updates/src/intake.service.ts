import { Injectable } from '@nestjs/common';
import { isDatabaseAway } from '@app/platform';
import type { Arrival } from './arrival';
import { UpdateHints } from './updates.queue';
import { UpdatesRepository } from './updates.repository';

/** How many rows one statement takes at most. */
const BATCH = 200;

/** How many statements run at once. */
const AT_ONCE = 2;

interface Waiting {
  readonly arrival: Arrival;
  readonly stored: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Keeps updates before they are acknowledged. Those that arrive while a statement is on its way share the next one,
 * so that a busy minute costs few commits and a quiet one costs no waiting.
 */
@Injectable()
export class IntakeService {
  private readonly waiting: Waiting[] = [];
  private running = 0;

  constructor(
    private readonly updates: UpdatesRepository,
    private readonly hints: UpdateHints,
  ) {}

  /** Resolves when the update is committed, or was there already. */
  async keep(arrival: Arrival): Promise<void> {
    await new Promise<void>((stored, failed) => {
      this.waiting.push({ arrival, stored, failed });
      this.pump();
    });
    this.hints.give(arrival.botId);
  }

  private pump(): void {
    while (this.running < AT_ONCE && this.waiting.length > 0) {
      this.running++;
      void this.store(this.waiting.splice(0, BATCH)).finally(() => {
        this.running--;
        this.pump();
      });
    }
  }

  private async store(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.updates.insert(batch.map(({ arrival }) => arrival));
      for (const one of batch) one.stored();
    } catch (error) {
      // One bad row must not take the others down with it; a database that is away takes them all.
      if (batch.length > 1 && !isDatabaseAway(error)) await Promise.all(batch.map((one) => this.store([one])));
      else for (const one of batch) one.failed(error);
    }
  }
}
