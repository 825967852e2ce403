import { Injectable, Logger } from '@nestjs/common';
import { HandlingService, type Turn } from './handling.service';
import { LANES_LOOKED_FOR, UpdatesRepository, type Lane } from './updates.repository';

/** Lanes worked on at once by one process. */
const LANES_AT_ONCE = 8;

const NOWHERE: Lane = { botId: '00000000-0000-0000-0000-000000000000', lane: Number.MIN_SAFE_INTEGER };

/** Gives each update its effect: once, in the order of its lane, whatever becomes of the others. */
@Injectable()
export class ProcessingService {
  private readonly log = new Logger(ProcessingService.name);
  private readonly underWay = new Map<string, Promise<unknown>>();
  /** Lanes whose first update has to be handled alone. */
  private readonly suspects = new Map<string, Lane>();
  private last = NOWHERE;

  constructor(
    private readonly updates: UpdatesRepository,
    private readonly handling: HandlingService,
  ) {}

  /**
   * Begins to work on lanes that are due, as many as there is room for; where the walk has ended it begins anew. True means:
   * look again. It waits only while there is no room: lanes end when they end, and one that hangs holds up none but itself.
   * What may have ended a process goes first, and alone.
   */
  async step(): Promise<boolean> {
    for (const [, suspect] of this.suspects) await this.handleAlone(suspect);
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
    this.keep(lane, this.workOff(lane));
  }

  /** Waits until nothing else is under way, then handles one update, before anything else begins. */
  private async handleAlone(lane: Lane): Promise<void> {
    await this.finish();
    this.suspects.delete(nameOf(lane));
    this.keep(lane, this.handling.handleHead(lane, true));
    await this.finish();
  }

  private keep(lane: Lane, work: Promise<unknown>): void {
    const name = nameOf(lane);
    const ended = work
      .catch((error: unknown) => {
        this.log.warn({ err: error }, 'a lane could not be worked on');
      })
      .finally(() => this.underWay.delete(name));
    this.underWay.set(name, ended);
  }

  /** Works off one lane until nothing of it is due. */
  private async workOff(lane: Lane): Promise<void> {
    let turn: Turn;
    do turn = await this.handling.handleHead(lane, false);
    while (turn === 'handled');
    if (turn === 'suspect') this.suspects.set(nameOf(lane), lane);
  }
}

function nameOf({ botId, lane }: Lane): string {
  return `${botId} ${String(lane)}`;
}
