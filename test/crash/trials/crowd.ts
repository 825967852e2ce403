import { waitFor } from '../../support/wait-for';
import { Submissions } from '../submissions';
import type { Seat } from './cast';
import { evidenceOf, judge } from './evidence';
import type { Judge, Scene } from './trial';

const AT_ONCE = 20;

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
  const unpace = 'update lanes set pace_seconds = 0, ready_at = now(), paced_until = now() where chat_id = $1';
  await installation.sql.rows(unpace, [crowded.chatId]);
  return async () => {
    const { counts, violations } = judge(await evidenceOf(installation, { submissions, seats: scene.seats }), { clean: true });
    const crowdedOut = meanwhile > allowed ? [`${String(meanwhile)} in one chat, where ${String(allowed)} are its share`] : [];
    return { counts: { ...counts, others: others.length, meanwhile }, violations: { ...violations, crowdedOut } };
  };
}

async function sendAll(submissions: Submissions, kind: 'crowd' | 'other', seats: readonly Seat[]): Promise<void> {
  const sends = seats.map((seat, index) => {
    const key = `${kind}-${String(index)}`;
    return { seat, send: submissions.add(seat, { key, text: `${key}.`, delivery: 'at_least_once' }) };
  });
  for (let from = 0; from < sends.length; from += AT_ONCE) {
    await Promise.all(sends.slice(from, from + AT_ONCE).map(({ seat, send }) => submissions.untilAccepted(seat, send)));
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
