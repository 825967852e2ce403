import * as fc from 'fast-check';
import { FIRST_FADE_SECONDS, lessonOfBot, lessonOfChat, remembered, FLOOD_SECONDS } from './lessons';

/** The same runs each time: what is promised holds for nearly all, and one run in some hundreds is out of luck. */
const SEED = 1;

/** A Telegram that bears a message every so many seconds, with bursts of three, and refuses some of the others by chance. */
interface Telegram {
  readonly every: number;
  readonly chance?: number;
}

/** What is remembered, and how it fades: as `limits.sql.ts` has it. */
class Memory {
  refusals = 0;
  refusedAt: number | null = null;
  learned: number | null = null;
  learnedAt = 0;
  fade = FIRST_FADE_SECONDS;

  left(now: number): number {
    return this.learned === null ? 0 : Math.max(0, 1 - (now - this.learnedAt) / this.fade);
  }

  learn(now: number, { refusals, learned, fadeSeconds }: ReturnType<typeof lessonOfChat>): void {
    [this.refusals, this.refusedAt, this.fade] = [refusals, now, fadeSeconds];
    if (learned !== undefined) [this.learned, this.learnedAt] = [learned, now];
  }

  since(now: number): number | null {
    return this.refusedAt === null ? null : now - this.refusedAt;
  }

  facts(now: number) {
    const { refusals, fade: fadeSeconds, learned } = this;
    return {
      refusals,
      fadeSeconds,
      left: this.left(now),
      sinceRefused: this.since(now),
      sinceLearned: learned === null ? null : now - this.learnedAt,
    };
  }
}

interface Run {
  readonly seconds: number;
  readonly seed?: number;
}

/** One chat that always has something to send: when its calls were made, and whether they were refused. */
function chatAt({ every, chance = 0 }: Telegram, { seconds, seed = 1 }: Run): { at: number; refused: boolean }[] {
  const random = randomOf(seed);
  const memory = new Memory();
  const calls: { at: number; refused: boolean }[] = [];
  let fullAt = 0;
  for (let now = 0; now < seconds;) {
    const left = memory.left(now);
    const pace = 1 + left * ((memory.learned ?? 1) - 1);
    const refused = fullAt - now > 2 * every || random() < chance;
    calls.push({ at: now, refused });
    if (refused) {
      memory.learn(now, lessonOfChat({ ...memory.facts(now), basePace: 1, pace, learnedPace: memory.learned }));
    } else fullAt = Math.max(fullAt, now) + every;
    now += Math.max(pace, refused ? 1 : 0);
  }
  return calls;
}

/** One bot with more chats than it can serve, in turns of a tenth of a second. */
function botAt(
  { perSecond, chance = 0 }: { perSecond: number; chance?: number },
  { seconds, seed = 1 }: Run,
): { at: number; refused: boolean }[] {
  const random = randomOf(seed);
  const memory = new Memory();
  const calls: { at: number; refused: boolean }[] = [];
  let [fullAt, heldUntil, made, credit] = [0, 0, 0, 0];
  for (let now = 0; now < seconds; now += 0.1) {
    made = remembered(made, 0.1, FLOOD_SECONDS);
    const left = memory.left(now);
    const rate = 30 - left * (30 - (memory.learned ?? 30));
    credit = now < heldUntil ? 0 : credit + rate / 10;
    for (; credit >= 1; credit -= 1) {
      made += 1;
      const refused = fullAt - now > 15 / perSecond || random() < chance;
      calls.push({ at: now, refused });
      if (!refused) fullAt = Math.max(fullAt, now) + 1 / perSecond;
      else heldUntil = Math.max(heldUntil, refusedBot(memory, { now, rate, calls: made, all: calls }));
    }
  }
  return calls;
}

interface BotNow {
  readonly now: number;
  readonly rate: number;
  readonly calls: number;
  readonly all: readonly { at: number; refused: boolean }[];
}

/** Until when the bot rests. */
function refusedBot(memory: Memory, { now, rate, calls, all }: BotNow): number {
  const chats = all.filter(({ at, refused }) => refused && at > now - FLOOD_SECONDS).length;
  const { lesson, isFlooded } = lessonOfBot({ ...memory.facts(now), baseRate: 30, rate, calls, chats });
  memory.learn(now, lesson);
  return isFlooded ? now + 1 : 0;
}

function randomOf(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const refusedShare = (calls: readonly { refused: boolean }[]): number =>
  calls.filter(({ refused }) => refused).length / calls.length;
const goodput = (calls: readonly { refused: boolean }[], seconds: number): number =>
  calls.filter(({ refused }) => !refused).length / seconds;

const seeds = fc.integer({ min: 1, max: 1_000_000 });

describe('a chat', () => {
  it('that Telegram refuses by chance, three calls in a hundred, keeps its pace', () => {
    fc.assert(
      fc.property(seeds, (seed) => goodput(chatAt({ every: 0.5, chance: 0.03 }, { seconds: 3_600, seed }), 3_600) >= 0.85),
      { seed: SEED },
    );
  });

  it.each([1.5, 2, 3])('of which Telegram takes a message every %p s finds that out, and is rarely refused then', (every) => {
    const calls = chatAt({ every }, { seconds: 1_200 });
    expect(refusedShare(calls.filter(({ at }) => at >= 60))).toBeLessThan(0.03);
    expect(goodput(calls, 1_200) * every).toBeGreaterThan(0.7);
  });

  it('is as fast as before within tens of seconds when Telegram refuses nothing any more', () => {
    const chat = { basePace: 1, pace: 1, left: 0, learnedPace: null, fadeSeconds: FIRST_FADE_SECONDS };
    const first = lessonOfChat({ ...chat, refusals: 0, sinceRefused: null });
    expect(first.learned).toBeUndefined();
    const second = lessonOfChat({ ...chat, refusals: first.refusals, sinceRefused: 1 });
    const third = lessonOfChat({ ...chat, refusals: second.refusals, sinceRefused: 1 });
    expect(third).toMatchObject({ learned: 1.5, fadeSeconds: 30 });
  });

  it('never becomes slower than a tenth of its pace', () => {
    const worst = { basePace: 1, pace: 9, left: 1, learnedPace: 9, fadeSeconds: 30, refusals: 9, sinceRefused: 1 };
    expect(lessonOfChat(worst).learned).toBe(10);
  });
});

describe('a bot', () => {
  it('of which Telegram refuses three calls in a hundred by chance keeps its rate', () => {
    const run = { seconds: 300 };
    fc.assert(
      fc.property(seeds, (seed) => goodput(botAt({ perSecond: 40, chance: 0.03 }, { ...run, seed }), 300) >= 0.85 * 30),
      { numRuns: 20, seed: SEED },
    );
  });

  it.each([10, 15, 20])(
    'of which Telegram takes %d messages a second finds that out, and is rarely refused then',
    (perSecond) => {
      const calls = botAt({ perSecond }, { seconds: 600 });
      expect(refusedShare(calls.filter(({ at }) => at >= 60))).toBeLessThan(0.03);
      expect(goodput(calls, 600)).toBeGreaterThan(0.7 * perSecond);
    },
  );
});
