import type { LedgerEntry } from '../calls/journal';
import type { Random } from '../world/random';

/** What goes wrong. */
export type FaultKind =
  /** This answer instead of the real one; nothing is done. */
  | { error: readonly [code: number, description: string, parameters?: Record<string, unknown>] }
  /** 429 with this many seconds; nothing is done. */
  | { floodWait: number }
  /** The real answer, later. */
  | { delayMs: number }
  /** An answer that is no JSON of the Bot API, as a proxy in front of it would give; nothing is done. */
  | { http: readonly [status: number, body: string] }
  /** The connection is closed; nothing is done. */
  | 'dropBefore'
  /** It is DONE, then the connection is closed without an answer. */
  | 'dropAfter'
  /** Never an answer; nothing is done. */
  | 'silent'
  /** The connection is torn down (RST); nothing is done. */
  | 'reset'
  /** It is DONE, and half of the answer arrives. */
  | 'truncate';

export interface Fault {
  /** Which calls it strikes; without it, all. */
  on?: { method?: string; botId?: number; chatId?: number };
  do: FaultKind;
  /** How many calls it strikes; without it, all until it is cleared. */
  times?: number;
  /** How many matching calls pass before it begins. */
  after?: number;
  /** From 0 to 1; without it, always. */
  probability?: number;
}

/** A fault that was set. */
export interface FaultHandle {
  /** How many calls it struck. */
  readonly hits: number;
  clear(): void;
}

interface ActiveFault extends Fault {
  seen: number;
  hits: number;
}

/** The faults that are set. The one that was set first strikes first. */
export class Faults {
  private active: ActiveFault[] = [];

  constructor(private readonly random: Random) {}

  add(fault: Fault): FaultHandle {
    const active: ActiveFault = { ...fault, seen: 0, hits: 0 };
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

  /** The fault for this call, counted as a hit; null when none strikes. */
  strike(entry: LedgerEntry): FaultKind | null {
    const striking = this.active.find((fault) => matches(fault, entry) && this.isDue(fault));
    if (!striking) return null;
    striking.hits += 1;
    entry.faulted = nameOf(striking.do);
    return striking.do;
  }

  private isDue(fault: ActiveFault): boolean {
    fault.seen += 1;
    if (fault.seen <= (fault.after ?? 0) || fault.hits >= (fault.times ?? Infinity)) return false;
    return fault.probability === undefined || this.random.fraction() < fault.probability;
  }
}

function matches({ on = {} }: Fault, { method, botId, params }: LedgerEntry): boolean {
  if (on.method !== undefined && on.method.toLowerCase() !== method.toLowerCase()) return false;
  if (on.botId !== undefined && on.botId !== botId) return false;
  return on.chatId === undefined || String(on.chatId) === String(params.chat_id);
}

function nameOf(kind: FaultKind): string {
  return typeof kind === 'string' ? kind : (Object.keys(kind)[0] ?? 'unknown');
}
