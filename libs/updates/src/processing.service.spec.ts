import type { HandlingService, Turn } from './handling.service';
import { ProcessingService } from './processing.service';
import type { Lane, UpdatesRepository } from './updates.repository';

/** Lanes of one bot, each with the texts of its updates that wait. */
class Waiting {
  readonly lanes = new Map<number, string[]>();
  readonly done: string[] = [];
  /** What is handled at this moment, as seen when something that was suspected began. */
  readonly besideSuspects: string[][] = [];
  private readonly inHand: string[] = [];

  constructor(private readonly gate: Promise<void>) {}

  readonly repository = {
    dueLanes: ({ lane: after }: Lane) =>
      Promise.resolve(
        [...this.lanes]
          .filter(([lane, updates]) => lane > after && updates.length > 0)
          .map(([lane]) => ({ botId: 'bot', lane }))
          .slice(0, 64),
      ),
  };

  readonly handling = {
    handleHead: async ({ lane }: Lane, alone: boolean): Promise<Turn> => {
      const body = this.lanes.get(lane)?.[0];
      if (body === undefined) return 'waits';
      if (body.startsWith('suspect')) {
        if (!alone) return 'suspect';
        this.besideSuspects.push([...this.inHand]);
      }
      this.inHand.push(body);
      await (body === 'hangs' ? this.gate : Promise.resolve());
      this.inHand.splice(this.inHand.indexOf(body), 1);
      this.done.push(this.lanes.get(lane)?.shift() ?? '');
      return 'handled';
    },
  };
}

let waiting: Waiting;
let release: () => void;
let processing: ProcessingService;

beforeEach(() => {
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  waiting = new Waiting(gate);
  processing = new ProcessingService(
    waiting.repository as unknown as UpdatesRepository,
    waiting.handling as unknown as HandlingService,
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

it('handles what may have ended a process when nothing else is under way, and then the rest of its lane', async () => {
  waiting.lanes.set(1, ['suspect', 'after it']).set(2, ['hangs', 'after that']).set(3, ['suspect of another chat']);
  await work();
  expect(waiting.done).toEqual([]);
  const working = work();
  for (let i = 0; i < 20; i++) await Promise.resolve();
  expect(waiting.besideSuspects).toEqual([]);
  release();
  await working;
  await work();
  await processing.finish();
  expect(waiting.besideSuspects).toEqual([[], []]);
  expect(waiting.done.toSorted()).toEqual(['after it', 'after that', 'hangs', 'suspect', 'suspect of another chat']);
});
