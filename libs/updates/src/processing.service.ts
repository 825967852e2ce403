import { Injectable, Logger } from '@nestjs/common';
import { Database, redact } from '@app/platform';
import { UpdateEffects } from './update-effects';
import { UpdatesRepository, type Head, type Lane } from './updates.repository';

/** Lanes worked on at once by one process. */
const LANES_AT_ONCE = 8;

const NOWHERE: Lane = { botId: '00000000-0000-0000-0000-000000000000', lane: Number.MIN_SAFE_INTEGER };

/** Gives each update its effect: once, in the order of its lane, whatever becomes of the others. */
@Injectable()
export class ProcessingService {
  private readonly log = new Logger(ProcessingService.name);
  private last = NOWHERE;

  constructor(
    private readonly db: Database,
    private readonly updates: UpdatesRepository,
    private readonly effects: UpdateEffects,
  ) {}

  /**
   * Works on the lanes that are due, a few at once; where the walk has ended it begins anew. True means: look again.
   * Lanes that others are working on are no reason to: who works on a lane works it off.
   */
  async step(): Promise<boolean> {
    const began = this.last;
    const lanes = await this.updates.dueLanes(began);
    this.last = lanes.at(-1) ?? NOWHERE;
    let progress = 0;
    const worker = async (): Promise<void> => {
      for (let lane = lanes.shift(); lane; lane = lanes.shift()) progress += await this.workOff(lane);
    };
    await Promise.all(Array.from({ length: LANES_AT_ONCE }, worker));
    return progress > 0 || began !== NOWHERE;
  }

  /** Works off one lane until nothing of it is due. Returns how many updates that were. */
  private async workOff(lane: Lane): Promise<number> {
    let done = 0;
    while (await this.processHead(lane)) done++;
    return done;
  }

  private async processHead(lane: Lane): Promise<boolean> {
    let head: Head | null = null;
    try {
      return await this.db.transaction(async () => {
        head = await this.updates.takeHead(lane);
        if (!head) return false;
        await this.effects.apply(lane.botId, head.body);
        await this.updates.markProcessed(head.id);
        return true;
      });
    } catch (error) {
      return await this.recordFailure(head, error);
    }
  }

  private async recordFailure(head: Head | null, error: unknown): Promise<boolean> {
    if (!head) throw error;
    const words = redact(error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error').slice(0, 1_000);
    const { tries, parked } = await this.updates.recordFailure(head.id, words);
    this.log.warn({ err: error, updateId: head.updateId, tries, parked }, parked ? 'an update was parked' : 'an update failed');
    return parked;
  }
}
