import { freePort } from '../../support/free-port';
import { TcpProxy } from '../../support/tcp-proxy';
import { waitFor } from '../../support/wait-for';
import type { Installation } from '../installation';
import { post, Submissions, type Send } from '../submissions';
import type { Seat } from './cast';
import { evidenceOf, judge } from './evidence';
import type { Judge, Scene } from './trial';

const START_LIMIT_MS = 60_000;
const REPEATS = 3;

/** Half of the cuts fall when the answer begins, so the commit is certain; the others soon after the request, so nobody knows. */
const LATEST_CUT_MS = 3;

/**
 * T2: an API process whose connections to the database are cut off between a commit and its answer. The client repeats its
 * request with the same key: there is one message, and all answers are the same, byte for byte.
 */
export async function cutCommits({ installation, seats, size, random }: Scene): Promise<Judge> {
  const proxy = await TcpProxy.start(Number(new URL(installation.database.url).port));
  const { api, root } = await startBehind(proxy, installation);
  const submissions = new Submissions(root);
  const found: Record<'notCut' | 'differentAnswers' | 'wrongAnswers', string[]> = {
    notCut: [],
    differentAnswers: [],
    wrongAnswers: [],
  };
  let committed = 0;
  for (let index = 0; index < size.cuts; index++) {
    const seat = seats[index % seats.length];
    if (!seat) break;
    const send = submissions.add(seat, { key: `cut-${String(index)}`, text: `cut ${String(index)}.`, delivery: 'at_least_once' });
    proxy.cutOnce({
      after: (sent) => sent.includes(send.text),
      when: random.chance(0.5) ? 'answer' : Math.floor(random.between(0, LATEST_CUT_MS)),
    });
    const first = await post(root, seat.token, send);
    if (first.status === '202') found.notCut.push(send.key);
    else if (!['503', 'none'].includes(first.status)) found.wrongAnswers.push(`${send.key}: ${first.status} ${first.text}`);
    if (await isThere(installation, send)) committed++;
    const bodies = await repeat(submissions, seat, send);
    if (new Set(bodies).size !== 1) found.differentAnswers.push(`${send.key}: ${bodies.join(' ')}`);
  }
  await api.stop();
  await proxy.refuse();
  return async () => {
    const { counts, violations } = judge(await evidenceOf(installation, { submissions, seats }), { clean: false });
    return { counts: { ...counts, cuts: size.cuts, committed }, violations: { ...violations, ...found } };
  };
}

async function startBehind(proxy: TcpProxy, installation: Installation) {
  const url = new URL(installation.database.url);
  url.port = String(proxy.port);
  const port = await freePort();
  const api = await installation.add({ kind: 'api', name: 'api-cut', port, settings: { DATABASE_URL: url.toString() } });
  await waitFor('one more API to be ready', () => Promise.resolve(api.isReadyFor(0)), START_LIMIT_MS);
  return { api, root: `http://127.0.0.1:${String(port)}` };
}

async function isThere({ sql }: Installation, { key }: Send): Promise<boolean> {
  return (await sql.rows('select from idempotency_keys where key = $1', [key])).length > 0;
}

async function repeat(submissions: Submissions, seat: Seat, send: Send): Promise<string[]> {
  const bodies: string[] = [];
  for (let time = 0; time < REPEATS; time++) bodies.push(await submissions.untilAccepted(seat, send));
  return bodies;
}
