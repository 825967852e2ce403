import { Client } from 'undici';
import { AnswersOfArm, differencesOf } from './answers';
import type { Figure } from './bench';
import type { LoadRequest } from './load';
import { shuffled } from './pairs';
import { auc, median } from './statistics';
import { clientAddress } from './strangers';
import { round } from './table';

export type Arm = 0 | 1;

/** Two kinds of requests whose answers should be alike. */
export interface ArmPair {
  readonly name: string;
  readonly arms: readonly [string, string];
  /** Runs before each block of requests. */
  readonly prepare?: (perArm: number) => Promise<void>;
  readonly request: (arm: Arm, index: number) => LoadRequest;
}

/** Fewer tries than cost anybody a pause. */
const TRIES_FORGIVEN = 4;

/** Requests per arm between two preparations. */
const BLOCK = 50;
const WARM_UP = 20;
const LIMIT_MS = 10 * 60_000;
const ANSWER_LIMIT_MS = 15_000;

/** Asks one question at a time, in a random order of the arms, each from another address. */
export class Comparer {
  private readonly client: Client;
  private asked = 0;

  /** @param forgive makes the product forget what it has counted. */
  constructor(
    root: string,
    private readonly forgive: () => Promise<unknown>,
  ) {
    this.client = new Client(root, { headersTimeout: ANSWER_LIMIT_MS, bodyTimeout: ANSWER_LIMIT_MS });
  }

  /** So many indexes a pair may be asked for. */
  static mostIndexes(samples: number): number {
    return samples + WARM_UP;
  }

  /** The chance to tell the arms apart by the time that their answers take. What goes wrong is said in the figure. */
  async compare(pair: ArmPair, samples: number): Promise<Figure> {
    const what = `${pair.name}: ${pair.arms.join(' / ')}, AUC`;
    try {
      const arms = await this.sample(pair, samples);
      const [first, second] = arms.map(({ latenciesMs }) => latenciesMs) as [number[], number[]];
      const medians = arms.map(({ name, latenciesMs }) => `${name} ${round(median(latenciesMs))} ms`).join(', ');
      const short = first.length < samples ? `; only ${String(first.length)} samples in the time there is` : '';
      return {
        what,
        figure: auc(first, second),
        goal: { atLeast: 0.45, atMost: 0.55 },
        seen: `${medians}; ${differencesOf(...arms)}${short}`,
      };
    } catch (error) {
      return { what, seen: `could not be measured: ${String(error)}` };
    }
  }

  async close(): Promise<void> {
    await this.client.destroy();
  }

  private async sample(pair: ArmPair, samples: number): Promise<[AnswersOfArm, AnswersOfArm]> {
    await this.askBlock(pair, { from: samples, count: WARM_UP }, arms(pair));
    const seen = arms(pair);
    const until = performance.now() + LIMIT_MS;
    for (let from = 0; from < samples && performance.now() < until; from += BLOCK) {
      await this.askBlock(pair, { from, count: Math.min(BLOCK, samples - from) }, seen);
    }
    return seen;
  }

  private async askBlock(
    pair: ArmPair,
    { from, count }: { from: number; count: number },
    seen: readonly [AnswersOfArm, AnswersOfArm],
  ): Promise<void> {
    await pair.prepare?.(count);
    const questions = Array.from({ length: 2 * count }, (_, place) => ({
      arm: (place % 2) as Arm,
      index: from + Math.floor(place / 2),
    }));
    for (const { arm, index } of shuffled(questions)) {
      if (this.asked % TRIES_FORGIVEN === 0) await this.forgive();
      await this.ask(pair.request(arm, index), seen[arm]);
    }
  }

  private async ask(request: LoadRequest, seen: AnswersOfArm): Promise<void> {
    const headers = { ...request.headers, 'x-forwarded-for': clientAddress(this.asked++) };
    const sentAt = performance.now();
    const answer = await this.client.request({ ...request, headers });
    const text = await answer.body.text();
    seen.add(performance.now() - sentAt, { status: answer.statusCode, headers: answer.headers, text, sent: request.body });
  }
}

function arms({ arms: [first, second] }: ArmPair): [AnswersOfArm, AnswersOfArm] {
  return [new AnswersOfArm(first), new AnswersOfArm(second)];
}
