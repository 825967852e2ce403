import type { EmulatedBot } from '@app/telegram-emulator';
import { waitFor } from '../test/support/wait-for';
import type { BenchRun, Figure } from './harness/bench';
import type { Ends } from './harness/ends';
import { interleavedPairs } from './harness/pairs';
import { signUp, startProduct, type Product } from './harness/product';
import { Program } from './harness/program';
import { replyTimes } from './harness/replies';
import { median, percentile, spreadOf } from './harness/statistics';
import { round } from './harness/table';
import type { ReplyReferenceReady } from './programs/reply-reference';

/** Each writes once in a window, so that nobody is held back by the pace of a chat. */
const PEOPLE = 80;

/** From what a person writes until the bot's answer arrives at Telegram, one after the other on an idle machine. */
export async function bench({ options, ends, say }: BenchRun): Promise<Figure[]> {
  const product = await startProduct(ends);
  const ours = await connectEcho(product);
  const bare = await startReference(product, ends);
  const people = Array.from({ length: PEOPLE }, (_, index) => product.telegram.person(`person-${String(index)}`));
  const measure = (bot: EmulatedBot) => (window: number | string) =>
    replyTimes(product, { bot, people, textOf: ({ key }) => `${String(window)}, ${key}` });
  const [measureOurs, measureBare] = [measure(ours), measure(bare)];
  await measureOurs('warm-up');
  await measureBare('warm-up');
  const pairs = await interleavedPairs(options.pairs, measureOurs, measureBare);
  for (const { first, second } of pairs) say(`the product p95 ${ms(first, 0.95)}; the bare webhook p95 ${ms(second, 0.95)}`);
  const times = pairs.flatMap(({ first }) => first);
  const floor = pairs.flatMap(({ second }) => second);
  const figureOf = (share: number): Figure => ({
    what: `update to reply, p${String(share * 100)}, ms`,
    figure: spreadOf(pairs.map(({ first }) => percentile(first, share))),
    ...(share === 0.95 && { goal: { atMost: 60 } }),
    seen: `of all ${String(times.length)} texts ${ms(times, share)}; a webhook that keeps nothing ${ms(floor, share)}, median ${round(median(floor))} ms`,
  });
  return [0.5, 0.95, 0.99].map(figureOf);
}

async function connectEcho(product: Product): Promise<EmulatedBot> {
  const { accessToken } = await signUp(product, 'owner');
  const bot = product.telegram.addBot({ username: 'echo_bot' });
  const answer = await product.api.post('bots', { token: bot.token, behaviour: 'echo' }, { token: accessToken });
  if (answer.status !== 201) throw new Error(`connect: ${answer.text}`);
  await waitFor('its webhook', () =>
    Promise.resolve(product.telegram.callsOf('setWebhook', bot).some(({ status }) => status === 200)),
  );
  return bot;
}

async function startReference({ telegram }: Product, ends: Ends): Promise<EmulatedBot> {
  const bot = telegram.addBot({ username: 'bare_bot' });
  const environment = { TELEGRAM_API_ROOT: telegram.apiRoot, BOT_TOKEN: bot.token };
  const { port } = await Program.startOwn({ name: 'reply-reference', environment }, ends).answer<ReplyReferenceReady>();
  const url = encodeURIComponent(`http://127.0.0.1:${String(port)}/`);
  const answer = await fetch(`${telegram.apiRoot}/bot${bot.token}/setWebhook?url=${url}`);
  if (!answer.ok) throw new Error(`setWebhook: ${await answer.text()}`);
  return bot;
}

function ms(times: readonly number[], share: number): string {
  return `${round(percentile(times, share))} ms`;
}
