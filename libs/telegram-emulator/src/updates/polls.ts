import type { BotRecord, StoredUpdate } from '../world/records';
import type { World } from '../world/world';
import type { Conflicts } from './conflicts';
import type { UpdateBox } from './update-box';

export interface Poll {
  offset: number;
  limit: number;
  timeoutSeconds: number;
}

const OTHER_POLL = 'terminated by other getUpdates request; make sure that only one bot instance is running';

/** Bots that ask for their updates. One question per bot at a time: a second one ends the first. */
export class Polls {
  private readonly waiting = new Map<number, { ask(): void; refuse(words: string): void }>();

  constructor(
    private readonly world: World,
    private readonly updates: UpdateBox,
    private readonly conflicts: Conflicts,
  ) {
    updates.onPut((bot) => this.waiting.get(bot.id)?.ask());
  }

  /** The updates from the offset on, as soon as there are any or the time is over. What lies before the offset is forgotten. */
  async answer(bot: BotRecord, poll: Poll): Promise<StoredUpdate[]> {
    this.waiting.get(bot.id)?.refuse(OTHER_POLL);
    const from = this.forgetBefore(bot, poll.offset);
    const find = (): StoredUpdate[] =>
      this.updates
        .pending(bot)
        .filter((update) => update.id >= from)
        .slice(0, poll.limit);
    const found = find();
    return found.length > 0 || poll.timeoutSeconds === 0 ? found : this.wait(bot, find, poll.timeoutSeconds);
  }

  /** A webhook was set. */
  end(botId: number, words: string): void {
    this.waiting.get(botId)?.refuse(words);
  }

  /** A webhook is set. @throws Refusal 409 */
  refuse(bot: BotRecord, words: string): Promise<never> {
    return this.conflicts.tell(bot, words);
  }

  private wait(bot: BotRecord, find: () => StoredUpdate[], seconds: number): Promise<StoredUpdate[]> {
    return new Promise((resolve, reject) => {
      const cancelTimer = this.world.clock.after(seconds * 1_000, () => {
        finish();
        resolve([]);
      });
      const finish = (): void => {
        cancelTimer();
        this.waiting.delete(bot.id);
      };
      this.waiting.set(bot.id, {
        ask: () => {
          const found = find();
          if (found.length === 0) return;
          finish();
          resolve(found);
        },
        refuse: (words) => {
          finish();
          this.conflicts.tell(bot, words).catch(reject);
        },
      });
    });
  }

  /** A negative offset counts from the end; the answer is the id to begin with. */
  private forgetBefore(bot: BotRecord, offset: number): number {
    const pending = this.updates.pending(bot);
    const from = offset < 0 ? (pending.at(Math.max(offset, -pending.length))?.id ?? 0) : offset;
    for (const update of pending) if (update.id < from) this.updates.confirm(bot, update);
    return from;
  }
}
