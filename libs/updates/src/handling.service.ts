import { Injectable, Logger } from '@nestjs/common';
import { Database, isDatabaseAway, redact, SharedStatement } from '@app/platform';
import { UpdateEffects } from './update-effects';
import { UpdatesRepository, type Head, type Lane } from './updates.repository';

/**
 * What came of the first update of a lane: it is done with, one way or the other; nothing of the lane is due for us; or
 * it may be what ended a process, and has to be handled alone.
 */
export type Turn = 'handled' | 'waits' | 'suspect';

/** After so many tries that were never answered an update is parked. All but the first were made alone. */
const MOST_ABANDONED = 4;

interface Try {
  /** What was begun, as soon as that is written down. */
  head: Head | null;
}

/** Handles one update: its effects and the word that it had them are one transaction. */
@Injectable()
export class HandlingService {
  private readonly log = new Logger(HandlingService.name);
  private readonly begins: SharedStatement<number, undefined>;

  constructor(
    private readonly db: Database,
    private readonly updates: UpdatesRepository,
    private readonly effects: UpdateEffects,
  ) {
    this.begins = new SharedStatement(async (ids): Promise<undefined[]> => {
      await db.apart(() => updates.markBegun(ids));
      return [];
    });
  }

  /**
   * Handles the first update of a lane if it is due. One that was begun before and never answered is handled only when the
   * caller says that this process does nothing else meanwhile, so that nobody but itself answers for what happens.
   *
   * @throws when the database goes away: what was begun counts as such, and is found again.
   */
  async handleHead(lane: Lane, alone: boolean): Promise<Turn> {
    const attempt: Try = { head: null };
    try {
      return await this.db.transaction(() => this.handle(lane, attempt, alone));
    } catch (error) {
      if (!attempt.head || isDatabaseAway(error)) throw error;
      return await this.recordFailure(attempt.head, error);
    }
  }

  private async handle(lane: Lane, attempt: Try, alone: boolean): Promise<Turn> {
    const head = await this.updates.takeHead(lane);
    if (!head) return 'waits';
    // A transaction that runs again after a deadlock is the same try.
    if (attempt.head?.id !== head.id) {
      if (head.abandoned >= MOST_ABANDONED) return await this.park(head);
      if (head.abandoned > 0 && !alone) return 'suspect';
      await this.begins.add(head.id);
      attempt.head = head;
    }
    await this.effects.apply(lane.botId, head);
    await this.updates.markProcessed(head.id);
    return 'handled';
  }

  private async park({ id, updateId, abandoned }: Head): Promise<Turn> {
    const words = `The process ended, or lost its database, ${String(abandoned)} times while it handled this update.`;
    await this.updates.park(id, words);
    this.log.warn({ updateId, abandoned }, 'an update was parked: whoever handles it does not come back');
    return 'handled';
  }

  private async recordFailure(head: Head, error: unknown): Promise<Turn> {
    const words = redact(error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error').slice(0, 1_000);
    const { tries, parked } = await this.updates.recordFailure(head.id, words);
    this.log.warn({ err: error, updateId: head.updateId, tries, parked }, parked ? 'an update was parked' : 'an update failed');
    return parked ? 'handled' : 'waits';
  }
}
