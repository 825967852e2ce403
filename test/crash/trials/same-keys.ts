import { setTimeout as pause } from 'node:timers/promises';
import type { Installation } from '../installation';
import { Submissions } from '../submissions';
import { evidenceOf, judge } from './evidence';
import type { Judge, Scene } from './trial';

/** An API process is killed in the middle of every fourth key. */
const KILLED_EVERY = 4;
/** So long after the first answer, when others are under way. */
const LATEST_KILL_MS = 10;

/** T5: many requests with one key at once, and a process that dies in the middle of them: one message, one answer. */
export async function askWithSameKeys({ installation, seats, size, random }: Scene): Promise<Judge> {
  const submissions = new Submissions(installation.root);
  const differentAnswers: string[] = [];
  let kills = 0;
  for (let index = 0; index < size.keys; index++) {
    const seat = seats[index % seats.length];
    if (!seat) break;
    const key = `same-${String(index)}`;
    const send = submissions.add(seat, { key, text: `the same ${String(index)}.`, delivery: 'at_least_once' });
    const asked = Array.from({ length: size.sameAtOnce }, () => submissions.untilAccepted(seat, send));
    if (index % KILLED_EVERY === 0) {
      await Promise.race(asked);
      await pause(random.between(0, LATEST_KILL_MS));
      if (killOneOfTwo(installation)) kills++;
    }
    const bodies = new Set(await Promise.all(asked));
    if (bodies.size !== 1) differentAnswers.push(`${key}: ${[...bodies].slice(0, 3).join(' ')}`);
  }
  return async () => {
    const { counts, violations } = judge(await evidenceOf(installation, { submissions, seats }), { clean: false });
    const requests = [...submissions.answers.values()].reduce((sum, count) => sum + count, 0);
    const wrongAnswers = [...submissions.answers.keys()].filter((status) => !['202', '503', 'none'].includes(status));
    return {
      counts: { ...counts, requests, kills, broken: submissions.answers.get('none') ?? 0 },
      violations: { ...violations, differentAnswers, wrongAnswers },
    };
  };
}

/** The other one has to be there to go on. */
function killOneOfTwo({ processes }: Installation): boolean {
  const ready = processes.filter((one) => /^api-\d/.test(one.name) && one.isReadyFor(0));
  return ready.length > 1 && (ready[0]?.kill() ?? false);
}
