import { Refusal } from '../calls/refusal';
import type { Clock } from '../world/clock';
import type { BotRecord } from '../world/records';

const QUICK_EVERY_MS = 3_000;

/** Tells programs that they stand in each other's way: at once, but 3 s late when it was told within the last 3 s (Client.cpp). */
export class Conflicts {
  private readonly quickFromMs = new WeakMap<BotRecord, number>();

  constructor(private readonly clock: Clock) {}

  /** Never resolves. @throws Refusal 409 */
  async tell(bot: BotRecord, words: string): Promise<never> {
    const now = this.clock.now();
    if (now < (this.quickFromMs.get(bot) ?? 0)) {
      await new Promise<void>((resolve) => {
        this.clock.after(QUICK_EVERY_MS, resolve);
      });
    } else {
      this.quickFromMs.set(bot, now + QUICK_EVERY_MS);
    }
    throw new Refusal(409, `Conflict: ${words}`);
  }
}
