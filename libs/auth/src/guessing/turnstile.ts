import { BusyError } from '../auth.errors';

export interface TurnstileLimits {
  readonly atOnce: number;
  readonly waiting: number;
  /** A place rests for as long as it was used before the next in line has it: so a flood gets half of the machine's time. */
  readonly restful?: boolean;
}

/** Lets so many through at once, lets some more wait in line, and asks the rest to come back: a flood stays outside. */
export class Turnstile {
  private inside = 0;
  private readonly line: (() => void)[] = [];

  constructor(private readonly limits: TurnstileLimits) {}

  /** Does the work when it is its turn. @throws BusyError when too many wait already. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.inside >= this.limits.atOnce) await this.wait();
    else this.inside++;
    const since = performance.now();
    try {
      return await work();
    } finally {
      if (this.limits.restful === true && this.line.length > 0) {
        setTimeout(() => {
          this.handOn();
        }, performance.now() - since);
      } else this.handOn();
    }
  }

  /** Gives a place to the next in line; then `inside` stays as it is. */
  private handOn(): void {
    const next = this.line.shift();
    if (next) next();
    else this.inside--;
  }

  private async wait(): Promise<void> {
    if (this.line.length >= this.limits.waiting) throw new BusyError();
    await new Promise<void>((resolve) => this.line.push(resolve));
  }
}
