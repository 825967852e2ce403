import type { Database } from '@app/platform';
import { ProcessingService } from './processing.service';
import type { UpdateEffects } from './update-effects';
import type { Head, Lane, UpdatesRepository } from './updates.repository';

/** Lanes of one bot, each with the texts of its updates that wait. */
class Waiting {
  readonly lanes = new Map<number, string[]>();
  readonly done: string[] = [];

  readonly repository = {
    dueLanes: ({ lane: after }: Lane) =>
      Promise.resolve(
        [...this.lanes]
          .filter(([lane, updates]) => lane > after && updates.length > 0)
          .map(([lane]) => ({ botId: 'bot', lane }))
          .slice(0, 64),
      ),
    takeHead: ({ lane }: Lane): Promise<Head | null> => {
      const [body] = this.lanes.get(lane) ?? [];
      return Promise.resolve(body === undefined ? null : { id: lane, updateId: lane, body });
    },
    markProcessed: (lane: number) => {
      this.done.push(this.lanes.get(lane)?.shift() ?? '');
      return Promise.resolve();
    },
  };
}

let waiting: Waiting;
let release: () => void;
let processing: ProcessingService;

beforeEach(() => {
  waiting = new Waiting();
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const effects = { apply: (_: string, body: string) => (body === 'hangs' ? gate : Promise.resolve()) };
  const db = { transaction: (work: () => Promise<unknown>) => work() };
  processing = new ProcessingService(
    db as unknown as Database,
    waiting.repository as unknown as UpdatesRepository,
    effects as unknown as UpdateEffects,
  );
});

/** Steps as the loop does, and lets begun lanes go on. */
async function work(): Promise<void> {
  while (await processing.step());
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

it('goes on with lanes that come while a handler of another one hangs', async () => {
  waiting.lanes.set(1, ['hangs', 'after it']).set(2, ['two']);
  await work();
  expect(waiting.done).toEqual(['two']);
  waiting.lanes.set(3, ['three']);
  await work();
  expect(waiting.done).toEqual(['two', 'three']);
  release();
  await processing.finish();
  expect(waiting.done).toEqual(['two', 'three', 'hangs', 'after it']);
});

it('works off more lanes than there is room for at once', async () => {
  for (let lane = 1; lane <= 100; lane++) waiting.lanes.set(lane, [`first of ${String(lane)}`, `second of ${String(lane)}`]);
  await work();
  await processing.finish();
  expect(waiting.done).toHaveLength(200);
});

it('begins nothing more than there is room for while all hang', async () => {
  for (let lane = 1; lane <= 20; lane++) waiting.lanes.set(lane, ['hangs']);
  const working = work();
  for (let i = 0; i < 50; i++) await Promise.resolve();
  expect(waiting.done).toEqual([]);
  release();
  await working;
  await processing.finish();
  expect(waiting.done).toHaveLength(20);
});
