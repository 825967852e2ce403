import type { LedgerEntry } from '../calls/journal';
import type { Clock } from '../world/clock';
import type { Random } from '../world/random';
import type { BotRecord, StoredUpdate, UpdateKind } from '../world/records';

/** What goes wrong with a call of the Bot API. */
export type FaultKind =
  /** This answer instead of the real one; nothing is done. */
  | { error: readonly [code: number, description: string, parameters?: Record<string, unknown>] }
  /** 429 with this many seconds; nothing is done. */
  | { floodWait: number }
  /**
   * What the servers behind the Bot API say, as the official server deals with it: `FLOOD_WAIT_7` makes the answer 7 s late, `FLOOD_WAIT_35`
   * becomes a 429, `500` is tried again, `SESSION_REVOKED` ends the token, anything else is passed on. It strikes each try of a call.
   */
  | { backend: string }
  /** The real answer, later. */
  | { delayMs: number }
  /** An answer that is no JSON of the Bot API, as a proxy in front of it would give; nothing is done. */
  | { http: readonly [status: number, body: string] }
  /** The real answer, byte by byte over this many milliseconds. */
  | { slowBody: number }
  /** The real answer, of which only so many bytes arrive before the connection breaks. */
  | { truncate: number }
  /** The connection is closed; nothing is done. */
  | 'dropBefore'
  /** It is DONE, then the connection is closed without an answer. */
  | 'dropAfter'
  /** Never an answer; nothing is done. */
  | 'silent'
  /** The connection is torn down (RST); nothing is done. */
  | 'reset'
  /** It is DONE, and half of the answer arrives, as if that was all. */
  | 'truncate';

type BackendFault = Extract<FaultKind, { backend: unknown }>;

/** What goes wrong between the caller and the Bot API. */
export type DoorFaultKind = Exclude<FaultKind, BackendFault>;

/** What goes wrong with the delivery of an update to a webhook. */
export type DeliveryFaultKind =
  /** The webhook's answer is lost, so the update comes again. */
  | 'duplicateUpdate'
  /** Updates of other queues overtake it; within its queue the order stays. */
  | 'reorderAcrossQueues'
  /** The body of the request arrives byte by byte over this many milliseconds. */
  | { slowBody: number };

interface Frequency {
  /** How many times it strikes; without it, until it is cleared. */
  times?: number;
  /** How many that match pass before it begins. */
  after?: number;
  /** From 0 to 1; without it, always. */
  probability?: number;
  /** How long it lasts, on the clock of the box. */
  forMs?: number;
}

export interface CallFault extends Frequency {
  /** Which calls it strikes; without it, all. */
  on?: { method?: string; botId?: number; chatId?: number };
  do: FaultKind;
}

export interface DeliveryFault extends Frequency {
  /** Which deliveries it strikes. */
  on: { update: UpdateKind | 'any'; botId?: number };
  do: DeliveryFaultKind;
}

export type Fault = CallFault | DeliveryFault;

/** A fault that was set. */
export interface FaultHandle {
  /** How often it struck. */
  readonly hits: number;
  clear(): void;
}

interface ActiveFault<F extends Fault> {
  readonly fault: F;
  readonly untilMs: number;
  seen: number;
  hits: number;
}

/** The faults that are set. The one that was set first strikes first. */
export class Faults {
  private active: ActiveFault<Fault>[] = [];

  constructor(
    private readonly random: Random,
    private readonly clock: Clock,
  ) {}

  add(fault: Fault): FaultHandle {
    const active = { fault, untilMs: this.clock.now() + (fault.forMs ?? Infinity), seen: 0, hits: 0 };
    this.active.push(active);
    return {
      get hits() {
        return active.hits;
      },
      clear: () => {
        this.active = this.active.filter((one) => one !== active);
      },
    };
  }

  clear(): void {
    this.active = [];
  }

  /** The fault for this call at the door, counted as a hit; null when none strikes. */
  strike(entry: LedgerEntry): DoorFaultKind | null {
    const kind = this.strikeCall(entry, (one) => !isOfBackend(one));
    return kind === null || isOfBackend(kind) ? null : kind;
  }

  /** What the backend says to this call instead of doing it; null when it does it. */
  strikeBackend(entry: LedgerEntry): string | null {
    const kind = this.strikeCall(entry, isOfBackend);
    return kind !== null && isOfBackend(kind) ? kind.backend : null;
  }

  /** The fault for this delivery, counted as a hit; null when none strikes. */
  strikeDelivery(bot: BotRecord, update: StoredUpdate): DeliveryFaultKind | null {
    const striking = this.active.find((one): one is ActiveFault<DeliveryFault> => {
      return isOfDelivery(one.fault) && matchesDelivery(one.fault, bot, update) && this.isDue(one);
    });
    if (striking) striking.hits += 1;
    return striking?.fault.do ?? null;
  }

  private strikeCall(entry: LedgerEntry, isMeant: (kind: FaultKind) => boolean): FaultKind | null {
    const striking = this.active.find((one): one is ActiveFault<CallFault> => {
      return !isOfDelivery(one.fault) && isMeant(one.fault.do) && matchesCall(one.fault, entry) && this.isDue(one);
    });
    if (!striking) return null;
    striking.hits += 1;
    entry.faulted = nameOfFault(striking.fault.do);
    return striking.fault.do;
  }

  private isDue(active: ActiveFault<Fault>): boolean {
    const { after = 0, times = Infinity, probability } = active.fault;
    active.seen += 1;
    if (active.seen <= after || active.hits >= times || this.clock.now() >= active.untilMs) return false;
    return probability === undefined || this.random.fraction() < probability;
  }
}

function isOfBackend(kind: FaultKind): kind is BackendFault {
  return typeof kind === 'object' && 'backend' in kind;
}

function isOfDelivery(fault: Fault): fault is DeliveryFault {
  return fault.on !== undefined && 'update' in fault.on;
}

function matchesCall({ on = {} }: CallFault, { method, botId, params }: LedgerEntry): boolean {
  if (on.method !== undefined && on.method.toLowerCase() !== method.toLowerCase()) return false;
  if (on.botId !== undefined && on.botId !== botId) return false;
  return on.chatId === undefined || String(on.chatId) === String(params.chat_id);
}

function matchesDelivery({ on }: DeliveryFault, bot: BotRecord, { kind }: StoredUpdate): boolean {
  return (on.update === 'any' || on.update === kind) && (on.botId === undefined || on.botId === bot.id);
}

export function nameOfFault(kind: FaultKind | DeliveryFaultKind): string {
  return typeof kind === 'string' ? kind : (Object.keys(kind)[0] ?? 'unknown');
}
