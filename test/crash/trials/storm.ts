import type { EmulatedBot, LedgerEntry, TelegramEmulator } from '@app/telegram-emulator';
import { setTimeout as pause } from 'node:timers/promises';
import type { Installation } from '../installation';
import type { Random } from '../random';
import { Submissions } from '../submissions';
import { evidenceOf, judge } from './evidence';
import { readStorm, type StormCall } from './storm-ledger';
import type { Judge, Scene, Verdict } from './trial';
import type { TrialsSize } from './sizes';

/** So much of all calls is answered by 429. */
const REFUSED = 0.6;

/** A bot of five is held as a whole, in phases; the others have chats that are held, each for itself. */
const FLOODED_EVERY = 5;
const PHASE_MS = { least: 3_000, most: 6_000 };
const CALM_MS = { least: 1_500, most: 3_000 };

/** T6: Telegram says again and again that it is too much. Nobody calls before the time it has named, and nothing is used up. */
export async function weatherStorm(scene: Scene): Promise<Judge> {
  const { installation, cast, seats, size, random } = scene;
  const { telegram } = installation;
  const submissions = new Submissions(installation.root);
  const bots = cast.botsOf('storm');
  const storm = Promise.all(bots.map((bot, index) => rage(telegram, bot, { index, size, random: random.fork() })));
  await Promise.all(
    seats.map(async (seat, chat) => {
      for (let index = 0; index < size.stormMessages; index++) {
        const name = `storm-${String(chat)}-${String(index)}`;
        await submissions.untilAccepted(seat, submissions.add(seat, { key: name, text: `${name}.`, delivery: 'at_least_once' }));
      }
    }),
  );
  await storm;
  return () => verdictOf(scene, submissions);
}

async function verdictOf({ installation, seats }: Scene, submissions: Submissions): Promise<Verdict> {
  const evidence = await evidenceOf(installation, { submissions, seats });
  const { counts, violations } = judge(evidence, { clean: true });
  const { held, earlyCalls, callsWhileFlooded } = readStorm(await takenFor(installation, evidence.calls));
  const most = 1.1 * evidence.messages.length + held;
  const outcomes = await installation.sql.rows<{ outcome: string; count: number }>(
    `select outcome, count(*)::int from attempts join messages on messages.id = message_id where chat_id = any($1) group by outcome`,
    [seats.map(({ chatId }) => chatId)],
  );
  const wasted = outcomes.filter(({ outcome }) => outcome !== 'sent' && outcome !== 'limited');
  return {
    counts: { ...counts, calls: evidence.calls.length, held },
    violations: {
      ...violations,
      earlyCalls,
      callsWhileFlooded,
      tooManyCalls: evidence.calls.length > most ? [`${String(evidence.calls.length)} calls instead of ${String(most)}`] : [],
      usedUp: wasted.map(({ outcome, count }) => `${String(count)} attempts ended as ${outcome}`),
    },
  };
}

/** No answer is lost, so every call is an attempt, and the attempts of a message are its calls in their order. */
async function takenFor({ sql }: Installation, calls: readonly LedgerEntry[]): Promise<StormCall[]> {
  const attempts = await sql.rows<{ text: string; times: number[] }>(
    `select text, array_agg(extract(epoch from started_at) * 1000 order by attempts.attempt)::float8[] as times
     from attempts join messages on messages.id = message_id group by message_id, text`,
  );
  const times = new Map(attempts.map(({ text, times }) => [text, times]));
  return calls.map((call) => ({ ...call, takenAt: times.get(String(call.params.text))?.shift() ?? call.at }));
}

interface Weather {
  readonly index: number;
  readonly size: TrialsSize;
  readonly random: Random;
}

async function rage(telegram: TelegramEmulator, bot: EmulatedBot, weather: Weather): Promise<void> {
  const until = performance.now() + weather.size.stormMs;
  if (weather.index % FLOODED_EVERY === 0) await flood(telegram, bot, { ...weather, until });
  else await shower(telegram, bot, weather);
}

/** Every call of the bot is refused for some seconds, and then none for some. */
async function flood(
  telegram: TelegramEmulator,
  bot: EmulatedBot,
  { size, random, until }: Weather & { until: number },
): Promise<void> {
  const { least, most } = size.stormSeconds;
  while (performance.now() < until) {
    const floodWait = Math.round(random.between(least, most));
    const fault = telegram.fault({ on: { method: 'sendMessage', botId: bot.id }, do: { floodWait } });
    await pause(random.between(PHASE_MS.least, PHASE_MS.most));
    fault.clear();
    await pause(random.between(CALM_MS.least, CALM_MS.most));
  }
}

/** Calls are refused by chance, each for another time. */
async function shower(telegram: TelegramEmulator, bot: EmulatedBot, { size }: Weather): Promise<void> {
  const { least, most } = size.stormSeconds;
  const times = most - least + 1;
  const probability = 1 - (1 - REFUSED) ** (1 / times);
  const faults = Array.from({ length: times }, (_, index) =>
    telegram.fault({ on: { method: 'sendMessage', botId: bot.id }, do: { floodWait: least + index }, probability }),
  );
  await pause(size.stormMs);
  for (const fault of faults) fault.clear();
}
