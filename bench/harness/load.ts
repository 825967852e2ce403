import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';

/** One request, ready to be sent. */
export interface LoadRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Load {
  readonly root: string;
  /** Kept alive for as long as it lasts. */
  readonly connections: number;
  readonly seconds: number;
  /** The request of this number, counted from 0. */
  readonly request: (index: number) => LoadRequest;
}

export interface LoadResult {
  readonly seconds: number;
  /** Of every request that was answered, from its sending to the end of its answer. */
  readonly latenciesMs: readonly number[];
  /** How often which status was answered. */
  readonly statuses: Readonly<Record<string, number>>;
}

const ANSWER_LIMIT_MS = 15_000;
const MOST_UNANSWERED = 100;

/** Sends on every connection as soon as the last request on it was answered. */
export async function drive(load: Load): Promise<LoadResult> {
  const measure = new Measure(load);
  const until = performance.now() + load.seconds * 1_000;
  let next = 0;
  const send = async (): Promise<void> => {
    while (performance.now() < until) await measure.send(next++);
  };
  return await measure.end(Promise.all(Array.from({ length: load.connections }, send)));
}

/** Sends so many per second, whether the ones before were answered or not: a slow answer does not hide the next one. */
export async function pace(load: Load, perSecond: number): Promise<LoadResult> {
  const measure = new Measure(load);
  const startedAt = performance.now();
  const sendAll = async (): Promise<void> => {
    const sent: Promise<void>[] = [];
    for (let index = 0; index < load.seconds * perSecond; index++) {
      await pause(Math.max(0, startedAt + (index * 1_000) / perSecond - performance.now()));
      const sending = measure.send(index);
      sending.catch(() => undefined); // heard below
      sent.push(sending);
    }
    await Promise.all(sent);
  };
  return await measure.end(sendAll());
}

class Measure {
  private readonly pool: Pool;
  private readonly startedAt = performance.now();
  private readonly latenciesMs: number[] = [];
  private readonly statuses: Record<string, number> = {};
  private unanswered = 0;

  constructor(private readonly load: Load) {
    const limits = { headersTimeout: ANSWER_LIMIT_MS, bodyTimeout: ANSWER_LIMIT_MS };
    this.pool = new Pool(load.root, { connections: load.connections, ...limits });
  }

  /** @throws Error when it looks as if nobody answers any more. */
  async send(index: number): Promise<void> {
    const request = this.load.request(index);
    const sentAt = performance.now();
    try {
      const { statusCode, body } = await this.pool.request(request);
      await body.dump();
      this.latenciesMs.push(performance.now() - sentAt);
      this.count(String(statusCode));
    } catch (error) {
      this.count('none');
      if (++this.unanswered > MOST_UNANSWERED) throw new Error(`${this.load.root} does not answer`, { cause: error });
    }
  }

  /** Waits for the work, and gives what was seen. */
  async end(work: Promise<unknown>): Promise<LoadResult> {
    try {
      await work;
      const { latenciesMs, statuses } = this;
      return { seconds: (performance.now() - this.startedAt) / 1_000, latenciesMs, statuses };
    } finally {
      await this.pool.destroy();
    }
  }

  private count(status: string): void {
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
  }
}
