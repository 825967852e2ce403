import type { Ends } from './ends';
import type { Spread } from './statistics';

export interface BenchOptions {
  /** Samples per arm, where times are compared one by one. */
  readonly samples: number;
  /** Interleaved pairs of windows, where throughputs or percentiles are compared. */
  readonly pairs: number;
  /** The length of one window. */
  readonly seconds: number;
}

export interface BenchRun {
  readonly options: BenchOptions;
  /** Takes down what the bench starts, whatever comes. */
  readonly ends: Ends;
  /** Says how far it is. */
  readonly say: (line: string) => void;
}

export interface Goal {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** One line of the table. */
export interface Figure {
  readonly what: string;
  /** Absent when it could not be measured; `seen` says why. */
  readonly figure?: Spread;
  readonly goal?: Goal;
  /** What the figure was made from, and what else the reader should know. */
  readonly seen: string;
}

/** What each file `bench/<name>.ts` exports as `bench`. */
export type Bench = (run: BenchRun) => Promise<Figure[]>;
