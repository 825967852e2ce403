/** What is broken in the course of a campaign. */
export interface FaultPlan {
  /** Random kills of any process. */
  readonly kills: number;
  /** Kills of the worker whose call the emulator has just received, and as many when it has just answered. */
  readonly killsOnReceipt: number;
  readonly killsAfterAnswer: number;
  readonly databaseStops: number;
  /** How long the database stays away, each time. */
  readonly databaseAwayMs: { readonly least: number; readonly most: number };
  /** Between one blow and the next, on average, if none has to wait for its moment. */
  readonly pauseMs: number;
}

/** How much a campaign sends and how much it breaks. */
export interface CampaignSize extends FaultPlan {
  readonly name: 'ci' | 'full';
  readonly sends: number;
  readonly chats: number;
  /** How often people write /start while things break; besides, each does once before. */
  readonly starts: number;
}

const SHORTLY = { least: 1_000, most: 2_000 };

export const SIZES: Readonly<Record<CampaignSize['name'], CampaignSize>> = {
  ci: {
    name: 'ci',
    sends: 1_000,
    chats: 100,
    starts: 300,
    kills: 16,
    killsOnReceipt: 10,
    killsAfterAnswer: 10,
    databaseStops: 2,
    databaseAwayMs: SHORTLY,
    pauseMs: 900,
  },
  full: {
    name: 'full',
    sends: 20_000,
    chats: 1_000,
    starts: 6_000,
    kills: 120,
    killsOnReceipt: 60,
    killsAfterAnswer: 60,
    databaseStops: 10,
    databaseAwayMs: SHORTLY,
    pauseMs: 900,
  },
};
