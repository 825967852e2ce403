import type { World } from './world/world';

export interface Expectation<T> {
  /** What is waited for; undefined as long as it is not there. */
  find: () => T | undefined;
  timeoutMs: number;
  /** What to say when it does not come. */
  disappointment: () => string;
}

/** Waiting for effects in the world, in real time whatever clock the world has. */
export class Expectations {
  private readonly open = new Set<{ look: () => void; giveUp: () => void }>();

  constructor(world: World) {
    world.onChange(() => {
      this.look();
    });
  }

  /** Something happened: what is waited for may be there. */
  look(): void {
    for (const one of [...this.open]) one.look();
  }

  /** Resolves as soon as it is found. @throws Error with the words of the expectation when its time is over or the box closes. */
  until<T>({ find, timeoutMs, disappointment }: Expectation<T>): Promise<T> {
    const found = find();
    if (found !== undefined) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.open.delete(waiting);
      };
      const waiting = {
        look: () => {
          const result = find();
          if (result === undefined) return;
          finish();
          resolve(result);
        },
        giveUp: () => {
          finish();
          reject(new Error(disappointment()));
        },
      };
      const timer = setTimeout(waiting.giveUp, timeoutMs);
      this.open.add(waiting);
    });
  }

  /** Disappoints everybody who still waits. */
  endAll(): void {
    for (const { giveUp } of [...this.open]) giveUp();
  }
}
