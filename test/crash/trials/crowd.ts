import { waitFor } from '../../support/wait-for';
import { Submissions } from '../submissions';
import { pace, type Seat } from './cast';
import { evidenceOf, judge } from './evidence';
import type { Judge, Scene } from './trial';

/** If the others stood behind the many, they would wait for longer: those go out at a second each. */
const ARRIVAL_LIMIT_MS = 60_000;

/** What Telegram grants a chat at once, beyond a message a second. */
const BURST = 3;

/**
 * T7: very many messages wait for one chat of a bot, and others of its chats get one each. Those do not wait for the many;
 * meanwhile the crowded chat gets what its own pace allows.
 */
export async function crowdOneChat(scene: Scene): Promise<Judge> {
  const [crowded, ...others] = scene.seats;
  if (!crowded) throw new Error('There is no chat.');
  const { installation, size } = scene;
  const submissions = new Submissions(installation.root);
  await pace(installation, crowded, 1);
  await sendAll(
    submissions,
    'crowd',
    Array.from({ length: size.crowdMessages }, () => crowded),
  );
  const beganAt = Date.now();
  await sendAll(submissions, 'other', others);
  const arrived = (): number[] => arrivalsAt(scene, others, 'other');
  await waitFor('the others to arrive', () => Promise.resolve(arrived().length === others.length), ARRIVAL_LIMIT_MS);
  const endedAt = Math.max(...arrived());
  const meanwhile = arrivalsAt(scene, [crowded], 'crowd').filter((at) => at >= beganAt && at <= endedAt).length;
  const allowed = Math.ceil((endedAt - beganAt) / 1_000) + BURST;
  // Now the rest may go as fast as the bot can.
  await pace(installation, crowded, 0);
  return async () => {
    const { counts, violations } = judge(await evidenceOf(installation, { submissions, seats: scene.seats }), { clean: true });
    const crowdedOut = meanwhile > allowed ? [`${String(meanwhile)} in one chat, where ${String(allowed)} are its share`] : [];
    return { counts: { ...counts, others: others.length, meanwhile }, violations: { ...violations, crowdedOut } };
  };
}

/** One after the other, so that it is known in which order they were accepted. */
async function sendAll(submissions: Submissions, kind: 'crowd' | 'other', seats: readonly Seat[]): Promise<void> {
  for (const [index, seat] of seats.entries()) {
    const key = `${kind}-${String(index)}`;
    await submissions.untilAccepted(seat, submissions.add(seat, { key, text: `${key}.`, delivery: 'at_least_once' }));
  }
}

/** When the messages of a kind arrived in these chats. */
function arrivalsAt({ installation: { telegram } }: Scene, seats: readonly Seat[], kind: string): number[] {
  const chats = new Set(seats.map(({ telegramId }) => telegramId));
  const here = telegram
    .callsOf('sendMessage')
    .filter(({ status, params }) => status === 200 && chats.has(String(params.chat_id)));
  return here.filter(({ params }) => String(params.text).startsWith(kind)).map(({ at }) => at);
}
