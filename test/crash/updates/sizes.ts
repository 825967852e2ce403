import type { FaultPlan } from '../sizes';

/** How much is written to how many bots, and what is broken meanwhile. */
export interface UpdatesSize extends FaultPlan {
  readonly name: 'ci' | 'full';
  readonly bots: number;
  readonly privateChats: number;
  readonly groups: number;
  /** Messages of people; what else happens in groups comes on top. */
  readonly messages: number;
  /** Updates whose handling fails, every time. */
  readonly poison: number;
  /** Updates whose handling ends the process, every time. */
  readonly lethal: number;
}

const TEN_SECONDS = { least: 10_000, most: 10_000 };

export const UPDATES_SIZES: Readonly<Record<UpdatesSize['name'], UpdatesSize>> = {
  ci: {
    name: 'ci',
    bots: 4,
    privateChats: 40,
    groups: 12,
    messages: 2_000,
    poison: 50,
    lethal: 1,
    kills: 6,
    killsOnReceipt: 2,
    killsAfterAnswer: 2,
    databaseStops: 1,
    databaseAwayMs: TEN_SECONDS,
    pauseMs: 700,
  },
  full: {
    name: 'full',
    bots: 5,
    privateChats: 300,
    groups: 60,
    messages: 20_000,
    poison: 500,
    lethal: 8,
    kills: 90,
    killsOnReceipt: 30,
    killsAfterAnswer: 30,
    databaseStops: 4,
    databaseAwayMs: TEN_SECONDS,
    pauseMs: 900,
  },
};
