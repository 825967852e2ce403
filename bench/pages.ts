import { Client } from 'undici';
import type { BenchRun, Figure } from './harness/bench';
import { chatId, chatsOf, CROWD, messageId, personId, plantCrowd, type Readers } from './harness/crowd';
import type { Ends } from './harness/ends';
import { interleavedPairs } from './harness/pairs';
import { signUp, startProduct } from './harness/product';
import { median, percentile, spreadOf } from './harness/statistics';
import { round } from './harness/table';

const FEW = 1_000;
const MANY = 1_000_000;
const WARM_UP = 20;
const SAMPLES = 100;

/** The same product with fewer or more people in it. */
class Crowded {
  private constructor(
    readonly people: number,
    readonly readers: Readers,
    private readonly client: Client,
  ) {}

  static async start(people: number, ends: Ends): Promise<Crowded> {
    const product = await startProduct(ends);
    const readers: Readers = {
      admin: await signUp(product, 'admin', 'admin'),
      owner: await signUp(product, 'owner'),
      newcomer: await signUp(product, 'newcomer'),
    };
    await plantCrowd(product, people, readers);
    const client = new Client(product.root);
    ends.add(() => client.destroy());
    return new Crowded(people, readers, client);
  }

  /** How long each of so many answers took, one after the other. */
  async times(page: Page, count: number): Promise<number[]> {
    const headers = { authorization: `Bearer ${this.readers[page.reader].accessToken}` };
    const times: number[] = [];
    for (let index = 0; index < count; index++) {
      const sentAt = performance.now();
      const { statusCode, body } = await this.client.request({
        method: 'GET',
        path: `/api/v1/${page.path(this.people)}`,
        headers,
      });
      const text = await body.text();
      times.push(performance.now() - sentAt);
      if (statusCode !== 200) throw new Error(`${page.name}: ${String(statusCode)} ${text}`);
    }
    return times;
  }
}

interface Page {
  readonly name: string;
  readonly reader: keyof Readers;
  readonly path: (people: number) => string;
}

/** Every list, and the figures, of a product with a thousand people and one with a million. */
export async function bench({ options, ends, say }: BenchRun): Promise<Figure[]> {
  const few = await Crowded.start(FEW, ends);
  const many = await Crowded.start(MANY, ends);
  say('the people are there');
  const figures = await firstStatistics(few, many);
  for (const page of PAGES) {
    const [small, large] = [few, many].map((crowd) => async () => median(await crowd.times(page, SAMPLES)));
    if (!small || !large) continue;
    for (const crowd of [few, many]) await crowd.times(page, WARM_UP);
    const pairs = await interleavedPairs(options.pairs, small, large);
    const figure = figureOf(page, pairs);
    say(`${figure.what}: ${figure.seen}`);
    figures.push(figure);
  }
  return figures;
}

/** Figures are kept for a while, so only the first answer of a process shows what they cost. */
async function firstStatistics(few: Crowded, many: Crowded): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const reader of ['admin', 'owner'] as const) {
    const page = { ...statistics(reader), name: `stats, the first answer of a process` };
    const [first = NaN] = await few.times(page, 1);
    const [second = NaN] = await many.times(page, 1);
    figures.push(figureOf(page, [{ first, second }]));
  }
  return figures;
}

function figureOf({ name, reader }: Page, pairs: readonly { first: number; second: number }[]): Figure {
  const of = (times: readonly number[]): string => `${round(median(times))} ms (to ${round(percentile(times, 1))})`;
  return {
    what: `${name}, ${reader}, 1 M : 1 k`,
    figure: spreadOf(pairs.map(({ first, second }) => second / first)),
    goal: { atMost: 2 },
    seen: `1 k ${of(pairs.map(({ first }) => first))}, 1 M ${of(pairs.map(({ second }) => second))}`,
  };
}

const READERS = ['admin', 'owner', 'newcomer'] as const;

function statistics(reader: keyof Readers): Page {
  return { name: 'stats', reader, path: () => 'stats' };
}

function first(name: string, path: string): Page[] {
  return READERS.map((reader) => ({ name: `${name}, first page`, reader, path: () => path }));
}

/** Nine tenths of the way. The newcomer has no second page. */
function deep(name: string, path: string, idOf: (people: number) => string): Page[] {
  const cursor = (people: number): string => Buffer.from(idOf(people).replaceAll('-', ''), 'hex').toString('base64url');
  return (['admin', 'owner'] as const).map((reader) => ({
    name: `${name}, deep page`,
    reader,
    path: (people) => `${path}?cursor=${cursor(people)}`,
  }));
}

const chatFarIn = (people: number): string => chatId(Math.floor(chatsOf(people) * 0.9) - 10);
const personFarIn = (people: number): string => personId(Math.floor(people * 0.9));
const memberFarIn = (people: number): string => personId(Math.floor(people * 0.54));
const ofMembers = ({ reader }: Page): boolean => reader !== 'newcomer'; // the square is none of theirs

const messageFarIn = (people: number): string => messageId(Math.floor(people * 0.9));

/** The sender's history, as it is and as it is searched. */
const HISTORY: readonly Page[] = [
  ['messages, first page', 'messages'],
  ['messages of a chat', `messages?chatId=${CROWD.square}`],
  ['messages that failed', 'messages?status=failed'],
  ['messages with a word of all', 'messages?text=order'],
  ['messages with a word of one', 'messages?text=777'],
].map(([name = '', path = '']) => ({ name, reader: 'owner', path: () => path }));

/** The oldest tenth of the history, by time. */
const oldest: Page = {
  name: 'messages of long ago',
  reader: 'owner',
  path: (people) => `messages?to=${new Date(Date.now() - 900 * people).toISOString()}`,
};

const PAGES: readonly Page[] = [
  ...HISTORY,
  oldest,
  ...deep('messages', 'messages', messageFarIn).filter(({ reader }) => reader === 'owner'),
  ...first('chats', 'chats'),
  ...deep('chats', 'chats', chatFarIn),
  ...first('members', `chats/${CROWD.square}/members`).filter(ofMembers),
  ...deep('members', `chats/${CROWD.square}/members`, memberFarIn),
  ...first('people', 'telegram-users'),
  ...deep('people', 'telegram-users', personFarIn),
  ...first('chats of somebody', `telegram-users/${CROWD.everywhere}/chats`),
  ...deep('chats of somebody', `telegram-users/${CROWD.everywhere}/chats`, chatFarIn),
  ...READERS.map(statistics),
];
