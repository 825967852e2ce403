import { nameOf, type Evidence } from './evidence';
import type { Written } from './writers';

export type Finding =
  /** Acknowledged to Telegram and not there, or never fetched. */
  | 'lostUpdates'
  /** Not processed, although nothing was wrong with it. */
  | 'unprocessed'
  /** Poison that is not parked with its error. */
  | 'poisonNotParked'
  /** Poison behind which nothing was handled. */
  | 'stalledLanes'
  /** A text that was not answered exactly once, an answer to nothing, or something else that poison has left behind. */
  | 'wrongEffects'
  /** Answers of a chat in another order than its texts. */
  | 'orderBreaks'
  /** Who is known to be in a group is not who is in it. */
  | 'wrongRolls'
  /** Poison that was answered otherwise than by 200, or by 503 while the database was away. */
  | 'wrongAnswers'
  /** Processes that ended without being killed, but for those that lethal updates ended. */
  | 'fallenProcesses'
  /** Calls that Telegram would not understand. */
  | 'emulatorProblems';

export type Violations = Readonly<Record<Finding, readonly string[]>>;

const EXPECTED_ANSWERS = new Set(['none', '200', '503']);

/** So often a process may be ended by one and the same update, and again after the database lost the count (docs/decisions/0016). */
const ENDS_PER_LETHAL = 4;

/** Compares what people did with what came of it. */
export function check(evidence: Evidence): Violations {
  const { updates, poison, fallen, emulatorProblems, answers, databaseStops } = evidence;
  const names = new Set(poison.map(nameOf));
  const lethal = poison.filter((one) => one.lethal).length;
  return {
    lostUpdates: findLost(evidence),
    unprocessed: updates
      .filter((update) => update.status !== 'processed' && !names.has(nameOf(update)))
      .map(({ updateId, status, error }) => `update ${String(updateId)} is ${status}: ${error ?? ''}`),
    poisonNotParked: updates
      .filter((update) => names.has(nameOf(update)) && (update.status !== 'failed' || update.error === null))
      .map(({ updateId, status }) => `poison ${String(updateId)} is ${status}`),
    stalledLanes: findStalled(evidence),
    wrongEffects: findWrongEffects(evidence),
    orderBreaks: [...findBreaks(evidence.written, evidence.replies), ...findBreaks(evidence.written, evidence.arrived)],
    wrongRolls: findWrongRolls(evidence),
    wrongAnswers: [...answers]
      .filter(([status]) => !EXPECTED_ANSWERS.has(status))
      .map(([status, count]) => `${status}: ${String(count)} times`),
    fallenProcesses: [
      ...fallen.filter((words) => !words.endsWith('SIGKILL')),
      ...fallen.filter((words) => words.endsWith('SIGKILL')).slice(ENDS_PER_LETHAL * lethal * (1 + databaseStops)),
    ],
    emulatorProblems: [...emulatorProblems],
  };
}

function findLost({ updates, produced, undelivered, poison }: Evidence): string[] {
  const stored = new Set(updates.map(nameOf));
  const expected = [...produced, ...poison.map(nameOf)];
  const waiting = undelivered > 0 ? [`${String(undelivered)} updates wait at Telegram`] : [];
  return [...expected.filter((name) => !stored.has(name)).map((name) => `update ${name} is not stored`), ...waiting];
}

function findStalled({ updates, poison }: Evidence): string[] {
  const rows = new Map(updates.map((update) => [nameOf(update), update]));
  const isBehind = (name: string): boolean => {
    const head = rows.get(name);
    return updates.some(({ id, botId, lane, status }) => {
      return head !== undefined && id > head.id && botId === head.botId && lane === head.lane && status === 'processed';
    });
  };
  return poison
    .map(nameOf)
    .filter((name) => !isBehind(name))
    .map((name) => `nothing was handled behind ${name}`);
}

function findWrongEffects({ written, replies, chats, stages, people }: Evidence): string[] {
  const expected = new Set(written.map(placeOf));
  const counts = new Map<string, number>();
  for (const reply of replies) counts.set(placeOf(reply), (counts.get(placeOf(reply)) ?? 0) + 1);
  const wrong = [...new Set([...expected, ...counts.keys()])]
    .map((place) => ({ place, wanted: expected.has(place) ? 1 : 0, got: counts.get(place) ?? 0 }))
    .filter(({ wanted, got }) => wanted !== got)
    .map(({ place, wanted, got }) => `${place}: answered ${String(got)} times instead of ${String(wanted)}`);
  if (chats !== stages) wrong.push(`${String(chats)} chats instead of ${String(stages)}`);
  const strangers = people.ours.filter((id) => !people.telegrams.has(id));
  return [...wrong, ...strangers.map((id) => `person ${String(id)} is remembered, of whom only poison told`)];
}

/** Compares the first answers of each chat with its texts. What was not answered, or has not arrived yet, breaks no order. */
function findBreaks(written: readonly Written[], answers: readonly Written[]): string[] {
  const places = new Map(written.map((one, place) => [placeOf(one), place]));
  const last = new Map<string, number>();
  const breaks: string[] = [];
  for (const name of new Set(answers.map(placeOf))) {
    const place = places.get(name);
    if (place === undefined) continue;
    const chat = name.slice(0, name.indexOf(':'));
    if (place < (last.get(chat) ?? -1)) breaks.push(`${name} was answered after a later text`);
    last.set(chat, Math.max(place, last.get(chat) ?? -1));
  }
  return breaks;
}

function findWrongRolls({ rolls: { ours, telegrams } }: Evidence): string[] {
  const known = new Map(ours.map(({ chat, present }) => [chat, new Set(present)]));
  return telegrams.flatMap(({ chat, present }) => {
    const wrong = present.filter((id) => !known.get(chat)?.has(id)).map((id) => `${String(id)} is in ${chat}, unknown to us`);
    const gone = [...(known.get(chat) ?? [])]
      .filter((id) => !present.includes(id))
      .map((id) => `${String(id)} is not in ${chat}`);
    return [...wrong, ...gone];
  });
}

function placeOf({ botId, chatId, text }: Written): string {
  return `${String(botId)} in ${String(chatId)}: ${text}`;
}
