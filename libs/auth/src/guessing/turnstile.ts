import { BusyError } from '../auth.errors';

export interface TurnstileLimits {
  readonly atOnce: number;
  /** How many wait at most, in all lines together. */
  readonly waiting: number;
  /** Seats for those who come from a known place alone, beside the others. */
  readonly knownAtOnce?: number;
  /** A seat rests for as long as it was used before the next in line has it: so a flood gets half of the machine's time. */
  readonly restful?: boolean;
}

/** Who comes to a turnstile. */
export interface Comer {
  /** Comers of one line wait for each other. It is a network, or a place that is known. */
  readonly line: string;
  readonly known: boolean;
}

interface Waiter {
  readonly enter: () => void;
  readonly turnAway: () => void;
}

/**
 * Lets a few through at once, lets some more wait, and asks the rest to come back. Each network waits in a line of its own, and the lines
 * take turns: a flood from one network waits behind itself. When all waiting places are taken, the longest line loses its last one.
 */
export class Turnstile {
  private readonly strangers: Seats;
  private readonly known: Seats;

  constructor({ knownAtOnce = 0, ...limits }: TurnstileLimits) {
    this.strangers = new Seats(limits);
    this.known = knownAtOnce === 0 ? this.strangers : new Seats({ atOnce: knownAtOnce, waiting: limits.waiting });
  }

  /** Does the work when it is its turn. @throws BusyError when others have waited longer, and too many of them. */
  async pass<T>({ line, known }: Comer, work: () => Promise<T>): Promise<T> {
    return await (known ? this.known : this.strangers).take(line, work);
  }
}

class Seats {
  private inside = 0;
  private waiting = 0;
  /** Lines that are not empty, the one whose turn is next first. */
  private readonly lines = new Map<string, Waiter[]>();

  constructor(private readonly limits: TurnstileLimits) {}

  async take<T>(line: string, work: () => Promise<T>): Promise<T> {
    if (this.inside >= this.limits.atOnce) await this.wait(line);
    else this.inside++;
    const since = performance.now();
    try {
      return await work();
    } finally {
      if (this.limits.restful === true && this.waiting > 0) {
        setTimeout(() => {
          this.handOn();
        }, performance.now() - since);
      } else this.handOn();
    }
  }

  /** Gives a seat to the first of the next line; then `inside` stays as it is. */
  private handOn(): void {
    const [next] = this.lines;
    if (!next) {
      this.inside--;
      return;
    }
    const [name, line] = next;
    const first = line.shift();
    this.lines.delete(name);
    if (line.length > 0) this.lines.set(name, line); // behind the others
    this.waiting--;
    first?.enter();
  }

  private async wait(name: string): Promise<void> {
    const line = this.lines.get(name) ?? [];
    if (this.waiting >= this.limits.waiting) this.makeRoom(line.length);
    await new Promise<void>((enter, reject) => {
      line.push({
        enter,
        turnAway: () => {
          reject(new BusyError());
        },
      });
      this.lines.set(name, line);
      this.waiting++;
    });
  }

  /** Turns the last of the longest line away, for a line that would not be as long. @throws BusyError when none is longer */
  private makeRoom(own: number): void {
    const longest = [...this.lines.values()].reduce((one, other) => (other.length > one.length ? other : one), []);
    if (longest.length <= own + 1) throw new BusyError();
    longest.pop()?.turnAway();
    this.waiting--;
  }
}
