import { BusyError } from '../auth.errors';

/** Lets so many through at once, lets some more wait in line, and asks the rest to come back: a flood stays outside. */
export class Turnstile {
  private inside = 0;
  private readonly line: (() => void)[] = [];

  constructor(private readonly limits: { readonly atOnce: number; readonly waiting: number }) {}

  /** Does the work when it is its turn. @throws BusyError when too many wait already. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.inside >= this.limits.atOnce) await this.wait();
    else this.inside++;
    try {
      return await work();
    } finally {
      const next = this.line.shift();
      // The place is handed on, so `inside` stays as it is.
      if (next) next();
      else this.inside--;
    }
  }

  private async wait(): Promise<void> {
    if (this.line.length >= this.limits.waiting) throw new BusyError();
    await new Promise<void>((resolve) => this.line.push(resolve));
  }
}
