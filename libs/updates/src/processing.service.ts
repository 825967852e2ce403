import { Injectable, Logger } from '@nestjs/common';
import { Database, redact } from '@app/platform';
import { UpdateEffects } from './update-effects';
import { LANES_LOOKED_FOR, UpdatesRepository, type Head, type Lane } from './updates.repository';

/** Lanes worked on at once by one process. */
const LANES_AT_ONCE = 8;

const NOWHERE: Lane = { botId: '00000000-0000-0000-0000-000000000000', lane: Number.MIN_SAFE_INTEGER };

/** Gives each update its effect: once, in the order of its lane, whatever becomes of the others. */
@Injectable()
export class ProcessingService {
  private readonly log = new Logger(ProcessingService.name);
  private readonly underWay = new Map<string, Promise<unknown>>();
  private last = NOWHERE;

  constructor(
    private readonly db: Database,
    private readonly updates: UpdatesRepository,
    private readonly effects: UpdateEffects,
  ) {}

  /**
   * Begins to work on lanes that are due, as many as there is room for; where the walk has ended it begins anew. True means:
   * look again. It waits only while there is no room: lanes end when they end, and one that hangs holds up none but itself.
   */
  async step(): Promise<boolean> {
    while (this.underWay.size >= LANES_AT_ONCE) await Promise.race(this.underWay.values());
    const began = this.last;
    const lanes = await this.updates.dueLanes(began);
    const waiting = lanes.filter((lane) => !this.underWay.has(nameOf(lane)));
    const taken = waiting.slice(0, LANES_AT_ONCE - this.underWay.size);
    for (const lane of taken) this.begin(lane);
    const hasMore = taken.length < waiting.length;
    this.last = (hasMore ? taken : lanes).at(-1) ?? NOWHERE;
    return hasMore || began !== NOWHERE || lanes.length >= LANES_LOOKED_FOR;
  }

  /** Resolves when every lane that was begun has ended. */
  async finish(): Promise<void> {
    await Promise.all(this.underWay.values());
  }

  private begin(lane: Lane): void {
    const name = nameOf(lane);
    const work = this.workOff(lane)
      .catch((error: unknown) => {
        this.log.warn({ err: error }, 'a lane could not be worked on');
      })
      .finally(() => this.underWay.delete(name));
    this.underWay.set(name, work);
  }

  /** Works off one lane until nothing of it is due. */
  private async workOff(lane: Lane): Promise<void> {
    while (await this.processHead(lane));
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

function nameOf({ botId, lane }: Lane): string {
  return `${botId} ${String(lane)}`;
}
