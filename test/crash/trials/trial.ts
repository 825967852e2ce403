import type { Installation } from '../installation';
import type { Random } from '../random';
import type { Cast, Seat } from './cast';
import type { TrialsSize } from './sizes';

/** What each trial is given. */
export interface Scene {
  readonly installation: Installation;
  readonly cast: Cast;
  readonly seats: readonly Seat[];
  readonly size: TrialsSize;
  readonly random: Random;
}

/** A trial that is over. It is judged when everything has come to its end. */
export type Judge = () => Promise<Verdict>;

/** What a trial did, and what it found that must not be, with an example for every time. */
export interface Verdict {
  readonly counts: Readonly<Record<string, number>>;
  readonly violations: Readonly<Record<string, readonly string[]>>;
}
