import type { FreezePlan } from './freezes';

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
  /** Workers that stand still for longer than their lease. */
  readonly freezes?: FreezePlan;
  /** How often a Redis is emptied and crashes, where there is one. */
  readonly redisFlushes?: number;
  readonly redisCrashes?: number;
}

/** How much a campaign sends and how much it breaks. */
export interface CampaignSize extends FaultPlan {
  readonly name: 'ci' | 'full';
  readonly sends: number;
  readonly chats: number;
  /** The house bot and bots of an account. */
  readonly bots: number;
  /** How often people write /start while things break; besides, each does once before. */
  readonly starts: number;
  /** Whether queues live in a Redis. */
  readonly onRedis?: boolean;
}

const SHORTLY = { least: 1_000, most: 2_000 };

/** A lease is 30 seconds, those that have run out are looked for every five, and what is tried again is so after two: others have been done with it for a while. */
const BEYOND_THE_LEASE = { leastMs: 44_000, mostMs: 48_000 };

export const SIZES: Readonly<Record<CampaignSize['name'], CampaignSize>> = {
  ci: {
    name: 'ci',
    sends: 2_000,
    chats: 500,
    bots: 20,
    starts: 200,
    kills: 6,
    killsOnReceipt: 5,
    killsAfterAnswer: 4,
    databaseStops: 2,
    databaseAwayMs: SHORTLY,
    pauseMs: 500,
    freezes: { count: 1, ...BEYOND_THE_LEASE },
  },
  full: {
    name: 'full',
    sends: 100_000,
    chats: 5_000,
    bots: 20,
    starts: 20_000,
    kills: 300,
    killsOnReceipt: 100,
    killsAfterAnswer: 100,
    databaseStops: 25,
    databaseAwayMs: SHORTLY,
    pauseMs: 2_000,
    freezes: { count: 20, ...BEYOND_THE_LEASE },
  },
};

/** The same with the queues in a Redis that is emptied and killed. */
export const REDIS_SIZES: Readonly<Record<CampaignSize['name'], CampaignSize>> = {
  ci: {
    ...SIZES.ci,
    sends: 600,
    chats: 120,
    bots: 5,
    starts: 60,
    kills: 2,
    killsOnReceipt: 3,
    killsAfterAnswer: 2,
    databaseStops: 1,
    redisFlushes: 3,
    redisCrashes: 2,
    onRedis: true,
  },
  full: {
    ...SIZES.full,
    redisFlushes: 200,
    redisCrashes: 50,
    onRedis: true,
  },
};
