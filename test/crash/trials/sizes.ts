/** How many bots and private chats a trial has for itself. */
export interface Room {
  readonly bots: number;
  readonly chats: number;
}

/** How much is tried. */
export interface TrialsSize {
  readonly name: 'ci' | 'full';
  readonly rooms: Readonly<Record<'cuts' | 'keys' | 'storm' | 'poison' | 'moves' | 'deploy' | 'crowd', Room>>;
  /** Connections to the database that are cut off between a commit and its answer. */
  readonly cuts: number;
  /** Keys, requests at once with each of them, and random orders of requests. */
  readonly keys: number;
  readonly sameAtOnce: number;
  readonly orders: number;
  /** Messages to each chat while Telegram says that it is too much, how long it does, and for how long it asks to be left alone. */
  readonly stormMessages: number;
  readonly stormMs: number;
  readonly stormSeconds: { readonly least: number; readonly most: number };
  readonly poison: number;
  /** Groups that become supergroups, and messages to each. */
  readonly groups: number;
  readonly groupMessages: number;
  /** How long processes are replaced in turn, how often one is, and under how many requests a second. */
  readonly deployMs: number;
  readonly deployEveryMs: number;
  readonly requestsPerSecond: number;
  /** Messages that wait for one chat. */
  readonly crowdMessages: number;
}

export const TRIALS_SIZES: Readonly<Record<TrialsSize['name'], TrialsSize>> = {
  ci: {
    name: 'ci',
    rooms: {
      cuts: { bots: 1, chats: 10 },
      keys: { bots: 1, chats: 4 },
      storm: { bots: 10, chats: 40 },
      poison: { bots: 2, chats: 40 },
      moves: { bots: 4, chats: 0 },
      deploy: { bots: 4, chats: 80 },
      crowd: { bots: 1, chats: 41 },
    },
    cuts: 100,
    keys: 20,
    sameAtOnce: 200,
    orders: 300,
    stormMessages: 12,
    stormMs: 30_000,
    stormSeconds: { least: 3, most: 8 },
    poison: 20,
    groups: 20,
    groupMessages: 10,
    deployMs: 40_000,
    deployEveryMs: 5_000,
    requestsPerSecond: 100,
    crowdMessages: 300,
  },
  full: {
    name: 'full',
    rooms: {
      cuts: { bots: 1, chats: 50 },
      keys: { bots: 1, chats: 4 },
      storm: { bots: 50, chats: 500 },
      poison: { bots: 2, chats: 100 },
      moves: { bots: 16, chats: 0 },
      deploy: { bots: 10, chats: 200 },
      crowd: { bots: 1, chats: 201 },
    },
    cuts: 2_000,
    keys: 100,
    sameAtOnce: 200,
    orders: 2_000,
    stormMessages: 20,
    stormMs: 300_000,
    stormSeconds: { least: 3, most: 30 },
    poison: 20,
    groups: 200,
    groupMessages: 50,
    deployMs: 300_000,
    deployEveryMs: 10_000,
    requestsPerSecond: 100,
    crowdMessages: 5_000,
  },
};
