import type { TelegramEmulator } from '@app/telegram-emulator';
import { setTimeout as pause } from 'node:timers/promises';
import type { Progress } from './progress';
import type { Random } from './random';

/** How often Telegram delivers an update again that it has delivered. */
const REDELIVERED = 0.2;
const MOST_REDELIVERIES = 3;
const LOOK_EVERY_MS = 100;

/** A Telegram that delivers some updates more often than once. */
export class Redeliveries {
  /** How many updates came again, and how often in all. */
  updates = 0;
  times = 0;
  /** What the emulator did not redeliver, although it should have. */
  readonly problems: string[] = [];
  private readonly seen = new Set<string>();
  private readonly underWay: Promise<void>[] = [];

  constructor(
    private readonly telegram: TelegramEmulator,
    private readonly random: Random,
  ) {}

  /** Repeats deliveries as long as the campaign lasts. */
  async run(progress: Progress): Promise<void> {
    while (progress.fraction < 1) {
      this.look();
      await pause(LOOK_EVERY_MS);
    }
    await Promise.all(this.underWay);
  }

  /** Repeats also what has been delivered since. */
  async finish(): Promise<void> {
    this.look();
    await Promise.all(this.underWay);
  }

  private look(): void {
    for (const { botId, updateId, status } of this.telegram.deliveries) {
      const name = `${String(botId)} ${String(updateId)}`;
      if (status !== 200 || this.seen.has(name)) continue;
      this.seen.add(name);
      if (this.random.chance(REDELIVERED)) this.deliverAgain(botId, updateId);
    }
  }

  private deliverAgain(botId: number, updateId: number): void {
    this.updates++;
    const times = 1 + Math.floor(this.random.fraction() * MOST_REDELIVERIES);
    for (let time = 0; time < times; time++) {
      this.times++;
      const delivered = this.telegram.redeliver({ id: botId }, updateId);
      this.underWay.push(delivered.catch((error: unknown) => void this.problems.push(String(error))));
    }
  }
}
