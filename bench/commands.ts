import type { Person } from '@app/telegram-emulator';
import { waitFor } from '../test/support/wait-for';
import type { BenchRun, Figure } from './harness/bench';
import { CROWD, plantCrowd } from './harness/crowd';
import type { Ends } from './harness/ends';
import { interleavedPairs } from './harness/pairs';
import { signUp, startProduct, type Product } from './harness/product';
import { replyTimes } from './harness/replies';
import { median, percentile, spreadOf } from './harness/statistics';
import { round } from './harness/table';

const FEW = 1_000;
const MANY = 1_000_000;
const ASKERS = 30;

const COMMANDS = ['/stats', '/whereami', '/me', '/seen @person_5'] as const;

/** A bot that has met fewer or more people, and some who ask it. They are in the chat in which most are. */
class KnowingBot {
  private constructor(
    private readonly product: Product,
    private readonly askers: readonly Person[],
  ) {}

  static async start(people: number, ends: Ends): Promise<KnowingBot> {
    const product = await startProduct(ends);
    const readers = { owner: await signUp(product, 'owner'), newcomer: await signUp(product, 'newcomer') };
    const askers = Array.from({ length: ASKERS }, (_, index) => product.telegram.person(`asker-${String(index)}`));
    for (const asker of askers) await asker.send(product.bot, '/help');
    const [bot] = await product.sql.rows<{ id: string }>('select id from bots where owner_id is null');
    await plantCrowd(product, people, { ...readers, big: bot?.id });
    await waitFor('the askers to be known', async () => (await product.sql.rows(ASKERS_KNOWN)).length === ASKERS, 60_000);
    await product.sql.rows(JOIN_THE_SQUARE, [CROWD.square]);
    await product.sql.rows('vacuum analyze memberships');
    return new KnowingBot(product, askers);
  }

  async times(command: string): Promise<number[]> {
    await this.rest();
    return await replyTimes(this.product, { bot: this.product.bot, people: this.askers, textOf: () => command });
  }

  /** Chats that were just written to wait for their pace. */
  private async rest(): Promise<void> {
    await waitFor('all chats to be at rest', async () => {
      const rested = 'update lanes set paced_until = now(), ready_at = now() where open = 0 and message_id is null';
      await this.product.sql.rows(rested);
      return (await this.product.sql.rows('select from lanes where open > 0')).length === 0;
    });
  }
}

const ASKERS_KNOWN = `select from telegram_users where first_name ilike 'asker%'`;
const JOIN_THE_SQUARE = `
  insert into memberships (chat_id, bot_id, telegram_user_id, status, joined_at, as_of, as_of_update)
  select chats.id, chats.bot_id, person.id, 'member', now(), now(), 1 from telegram_users person join chats on chats.id = $1
  where person.first_name ilike 'asker%'`;

/** What the bot is asked, from the writing until its answer arrives at Telegram: among a thousand people and among a million. */
export async function bench({ options, ends, say }: BenchRun): Promise<Figure[]> {
  const few = await KnowingBot.start(FEW, ends);
  const many = await KnowingBot.start(MANY, ends);
  say('the people are there');
  const figures: Figure[] = [];
  for (const command of COMMANDS) {
    const [first = NaN] = await many.times(command);
    await few.times(command);
    const pairs = await interleavedPairs(
      options.pairs,
      () => few.times(command),
      () => many.times(command),
    );
    const of = (times: readonly number[]): string => `${round(median(times))} ms (p95 ${round(percentile(times, 0.95))})`;
    const [small, large] = [pairs.flatMap((pair) => pair.first), pairs.flatMap((pair) => pair.second)];
    const seen = `1 k ${of(small)}, 1 M ${of(large)}; the very first among 1 M ${round(first)} ms`;
    say(`${command}: ${seen}`);
    const figure = spreadOf(pairs.map((pair) => median(pair.second) / median(pair.first)));
    figures.push({ what: `${command}, 1 M : 1 k`, figure, goal: { atMost: 2 }, seen });
  }
  return figures;
}
