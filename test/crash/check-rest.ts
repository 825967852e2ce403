import type { Evidence } from './evidence';

export type RestFinding =
  /** Acknowledged to Telegram and not there, or never fetched. */
  | 'lostUpdates'
  /** There without having happened, or not processed. */
  | 'unprocessedUpdates'
  /** A /start that was not answered exactly once. */
  | 'wrongEffects'
  /** Messages that were changed although they had come to their end, by a worker that was late. */
  | 'changedEnds'
  /** Lanes that say that something is open or under way when nothing is, and such that had to be mended on the way. */
  | 'wrongLanes'
  /** Books that do not balance: accepted is ended + open, for each account. */
  | 'wrongBooks'
  /** Requests that were refused, or failed otherwise than by 503, while the database was away. */
  | 'wrongAnswers'
  /** Processes that ended without being killed. */
  | 'fallenProcesses'
  /** Calls that Telegram would not understand. */
  | 'emulatorProblems';

const GREETING = /^(?:Hello|Welcome back), /;

/** No answer, accepted, and away: all else is a defect. */
const EXPECTED_ANSWERS = new Set(['none', '202', '503']);

/** Judges everything but the messages themselves. */
export function checkRest(evidence: Evidence): Record<RestFinding, string[]> {
  const { updates, produced, undelivered, lanes, mended, answers, sends, fallen, emulatorProblems } = evidence;
  const stored = new Set(updates.map(({ name }) => name));
  const refused = [...answers].filter(([status]) => !EXPECTED_ANSWERS.has(status));
  return {
    lostUpdates: [
      ...[...produced].filter((name) => !stored.has(name)).map((name) => `update ${name} is not stored`),
      ...Array.from({ length: undelivered }, () => 'an update waits at Telegram'),
    ],
    unprocessedUpdates: updates
      .filter(({ name, status }) => status !== 'processed' || !produced.has(name))
      .map(({ name, status }) => `update ${name} is ${status}`),
    wrongEffects: findWrongEffects(evidence),
    changedEnds: [...evidence.changedEnds],
    wrongLanes: [
      ...lanes.filter(({ open, busy }) => open !== 0 || busy).map((lane) => JSON.stringify(lane)),
      ...mended.map((line) => line.slice(0, 300)),
    ],
    wrongBooks: [...evidence.unbalanced],
    wrongAnswers: [
      ...refused.map(([status, count]) => `${status}: ${String(count)} times`),
      ...sends.filter(({ ids }) => ids.length === 0).map(({ key }) => `${key} was never accepted`),
    ],
    fallenProcesses: [...fallen],
    emulatorProblems: [...emulatorProblems],
  };
}

/** As many greetings for each person as they have written /start: their rows are written with the update, or not at all. */
function findWrongEffects({ starts, messages, produced }: Evidence): string[] {
  const greetings = new Map<string, number>();
  for (const { telegramId, accountId, text } of messages) {
    if (accountId === null && GREETING.test(text)) greetings.set(telegramId, (greetings.get(telegramId) ?? 0) + 1);
  }
  const wrong = [...new Set([...starts.keys(), ...greetings.keys()])]
    .map((person) => ({ person, wrote: starts.get(person) ?? 0, read: greetings.get(person) ?? 0 }))
    .filter(({ wrote, read }) => wrote !== read)
    .map(
      ({ person, wrote, read }) => `person ${person} wrote /start ${String(wrote)} times and was greeted ${String(read)} times`,
    );
  const all = [...starts.values()].reduce((sum, count) => sum + count, 0);
  if (produced.size !== all) wrong.push(`${String(all)} times /start, and ${String(produced.size)} updates`);
  return wrong;
}
