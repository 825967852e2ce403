import type { Clock } from '../world/clock';
import type { StoredUpdate } from '../world/records';

/** One call of the Bot API. Entries are added when a call was read and completed when it is answered; none is ever taken away. */
export interface LedgerEntry {
  readonly seq: number;
  readonly at: number;
  /** Null when the token belongs to no bot. */
  readonly botId: number | null;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The HTTP status; null until there is an answer, and for ever when a fault kept it back before anything was done. */
  status: number | null;
  /** The JSON that was answered, or would have been if a fault had not lost it. */
  answer: unknown;
  /** The fault that struck this call. */
  faulted?: string;
}

/** One attempt to deliver an update to a webhook. */
export interface DeliveryEntry {
  readonly seq: number;
  readonly at: number;
  readonly botId: number;
  readonly updateId: number;
  /** What was delivered; absent when it was nothing of this world. */
  readonly update?: StoredUpdate;
  /** The fault that struck this delivery, or the attack that it was. */
  readonly faulted?: string;
  /** What the webhook answered; null while it has not. */
  status: number | null;
  error?: string;
}

interface DeliveryProgress {
  answered(status: number): void;
  failed(words: string): void;
}

export type CallListener = (entry: LedgerEntry, stage: 'received' | 'answered') => void;

/** The book of everything that crossed the border of the box. */
export class Journal {
  readonly calls: LedgerEntry[] = [];
  readonly deliveries: DeliveryEntry[] = [];
  readonly problems: string[] = [];
  private readonly listeners = new Set<CallListener>();
  private calledSoFar = 0;
  private deliveredSoFar = 0;

  /** @param kept how many entries of each kind to keep; a sandbox that runs for weeks cannot keep all. */
  constructor(
    private readonly clock: Clock,
    private readonly kept: number,
  ) {}

  /** The seq goes on where the last process ended, so that messages of a restored world keep pointing at their own calls. */
  continueAfter(seq: number): void {
    this.calledSoFar = Math.max(this.calledSoFar, seq);
  }

  callReceived(botId: number | null, method: string, params: Record<string, unknown>): LedgerEntry {
    this.calledSoFar += 1;
    const entry = { seq: this.calledSoFar, at: this.clock.now(), botId, method, params, status: null, answer: null };
    add(this.calls, entry, this.kept);
    this.tell(entry, 'received');
    return entry;
  }

  callAnswered(entry: LedgerEntry): void {
    this.tell(entry, 'answered');
  }

  deliveryBegins(delivery: Pick<DeliveryEntry, 'botId' | 'updateId' | 'update' | 'faulted'>): DeliveryProgress {
    this.deliveredSoFar += 1;
    const entry: DeliveryEntry = { seq: this.deliveredSoFar, at: this.clock.now(), ...delivery, status: null };
    add(this.deliveries, entry, this.kept);
    return {
      answered: (status) => {
        entry.status = status;
      },
      failed: (words) => {
        entry.error = words;
      },
    };
  }

  /** Forgets what was; the numbers go on. */
  forgetAll(): void {
    for (const list of [this.calls, this.deliveries, this.problems]) list.length = 0;
  }

  onCall(listener: CallListener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  private tell(entry: LedgerEntry, stage: 'received' | 'answered'): void {
    for (const listener of [...this.listeners]) listener(entry, stage);
  }
}

/** Cuts in large pieces: taking one from the front of a long array for each new one would be slow. */
function add<T>(list: T[], entry: T, kept: number): void {
  list.push(entry);
  if (list.length > kept * 2) list.splice(0, list.length - kept);
}
