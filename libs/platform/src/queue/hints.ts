import { Logger } from '@nestjs/common';
import type { Queue } from 'bullmq';

/** A hint says that there is work for a key. It carries nothing else, and losing it costs only time. */
export interface Hint {
  readonly key: string;
}

/** The least time between two hints for one key, in milliseconds. */
const PAUSE_MS = 20;

/**
 * Gives hints to a queue without ever making the caller wait: `add` may hang for as long as Redis is away. For each
 * key at most one hint is on its way; what comes in the meantime is told by one more afterwards.
 */
export class Hints {
  private readonly log = new Logger(Hints.name);
  private readonly onTheirWay = new Map<string, { again: boolean }>();

  constructor(private readonly queue: Queue<Hint>) {
    queue.on('error', (error) => {
      this.log.debug({ err: error, queue: queue.name }, 'the queue is away');
    });
  }

  /** Tells the workers that there is work for this key. Returns at once and never throws. */
  give(key: string): void {
    const known = this.onTheirWay.get(key);
    if (known) {
      known.again = true;
      return;
    }
    const state = { again: false };
    this.onTheirWay.set(key, state);
    void this.add(key).finally(() => {
      setTimeout(() => {
        this.onTheirWay.delete(key);
        if (state.again) this.give(key);
      }, PAUSE_MS).unref();
    });
  }

  private async add(key: string): Promise<void> {
    try {
      const deduplication = { id: key, keepLastIfActive: true };
      await this.queue.add('hint', { key }, { deduplication, removeOnComplete: true, removeOnFail: true });
    } catch (error) {
      this.log.debug({ err: error, queue: this.queue.name }, 'a hint was lost; the poll will find the work');
    }
  }
}
