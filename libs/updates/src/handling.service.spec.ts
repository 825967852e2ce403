import { Logger } from '@nestjs/common';
import type { Database } from '@app/platform';
import { HandlingService } from './handling.service';
import type { UpdateEffects } from './update-effects';
import type { Head, UpdatesRepository } from './updates.repository';

const LANE = { botId: 'bot', lane: 7 };

/** What is said of the one update there is, in order. */
let story: string[];
let head: Head;
/** How handling it goes, try after try; then well. */
let ends: (Error | null)[];
/** How often PostgreSQL makes the transaction run again before it lets it go. */
let deadlocks: number;
let handling: HandlingService;

beforeAll(() => {
  Logger.overrideLogger(false);
});

beforeEach(() => {
  story = [];
  head = { id: 1, updateId: 71, body: '{}', receivedAt: new Date(), abandoned: 0 };
  ends = [];
  deadlocks = 0;
  const db = {
    apart: (work: () => Promise<void>) => work(),
    transaction: async (work: () => Promise<unknown>) => {
      for (; deadlocks > 0; deadlocks--) await work();
      return await work();
    },
  };
  const tell = (line: string) => (): Promise<void> => {
    story.push(line);
    return Promise.resolve();
  };
  const updates = {
    takeHead: () => Promise.resolve(head),
    markBegun: (ids: readonly number[]) => {
      head = { ...head, abandoned: head.abandoned + 1 };
      return tell(`began ${ids.join()}`)();
    },
    markProcessed: tell('processed'),
    park: (_: number, error: string) => tell(`parked: ${error}`)(),
    recordFailure: async (_: number, error: string) => {
      await tell(`failed: ${error}`)();
      return { tries: 1, parked: false };
    },
  };
  const apply = async (): Promise<void> => {
    await tell('effects')();
    const end = ends.shift();
    if (end) throw end;
  };
  handling = new HandlingService(
    db as unknown as Database,
    updates as unknown as UpdatesRepository,
    { apply } as unknown as UpdateEffects,
  );
});

it('writes down that an update is begun before it has any effect', async () => {
  await expect(handling.handleHead(LANE, false)).resolves.toBe('handled');
  expect(story).toEqual(['began 1', 'effects', 'processed']);
});

it('leaves what was begun and never answered to one who does nothing else', async () => {
  head = { ...head, abandoned: 1 };
  await expect(handling.handleHead(LANE, false)).resolves.toBe('suspect');
  expect(story).toEqual([]);
  await expect(handling.handleHead(LANE, true)).resolves.toBe('handled');
  expect(story).toEqual(['began 1', 'effects', 'processed']);
});

it('parks what nobody came back from four times, without trying it again', async () => {
  head = { ...head, abandoned: 4 };
  await expect(handling.handleHead(LANE, false)).resolves.toBe('handled');
  expect(story).toEqual(['parked: The process ended, or lost its database, 4 times while it handled this update.']);
});

it('counts an error as a failure', async () => {
  ends = [new TypeError('no such thing')];
  await expect(handling.handleHead(LANE, false)).resolves.toBe('waits');
  expect(story).toEqual(['began 1', 'effects', 'failed: TypeError: no such thing']);
});

it('counts no failure when the database goes away: nobody knows whose fault that is', async () => {
  ends = [new Error('Connection terminated unexpectedly')];
  await expect(handling.handleHead(LANE, false)).rejects.toThrow('Connection terminated');
  expect(story).toEqual(['began 1', 'effects']);
});

it('is the same try when the transaction runs again after a deadlock', async () => {
  deadlocks = 3;
  await expect(handling.handleHead(LANE, false)).resolves.toBe('handled');
  expect(story.filter((line) => line === 'began 1')).toHaveLength(1);
  expect(story.filter((line) => line === 'effects')).toHaveLength(4);
});
