import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { waitFor } from '../../support/wait-for';
import { Progress } from '../progress';
import { strikeCaller } from '../strike-caller';
import { Submissions, type Send } from '../submissions';
import type { Departure, SupervisedProcess } from '../supervised-process';
import type { Seat } from './cast';
import { evidenceOf, judge } from './evidence';
import type { Judge, Scene } from './trial';

/** How long a process may take to go, and when it is asked once more. */
const LONGEST_LEAVE_MS = 25_000;
const LONGEST_SECOND_LEAVE_MS = 1_000;
const ASKED_AGAIN_AFTER_MS = 1_200;

const CONNECTIONS = 20;
const START_LIMIT_MS = 60_000;

/** T12: processes are replaced in turn under steady load, by clients that keep their connections. Nobody notices. */
export async function deploy(scene: Scene): Promise<Judge> {
  const { installation, seats, size } = scene;
  const submissions = new Submissions(installation.root);
  const clients = new SteadyClients(installation.root, submissions, seats);
  const replaced: Departure[] = [];
  const until = performance.now() + size.deployMs;
  const progress = new Progress();
  const load = clients.run(size.requestsPerSecond, progress);
  const inTurn = turnsOf(installation.processes);
  try {
    for (let turn = 0; turn < inTurn.length || performance.now() < until - size.deployEveryMs; turn++) {
      const one = inTurn[turn % inTurn.length];
      if (one) replaced.push(await replace(one, size.deployEveryMs));
    }
  } finally {
    progress.advance(1);
    await load;
  }
  return async () => {
    const { counts, violations } = judge(await evidenceOf(installation, { submissions, seats }), { clean: true });
    return {
      counts: { ...counts, replaced: replaced.length, longestLeaveMs: Math.max(...replaced.map(({ ms }) => ms)) },
      violations: {
        ...violations,
        clientErrors: clients.errors,
        slowLeaves: replaced.filter(({ ms, code }) => ms > LONGEST_LEAVE_MS || code !== 0).map((one) => JSON.stringify(one)),
      },
    };
  };
}

/** An API process and a worker that are asked to go, and asked once more: they go at once, though a call is on the wire. */
export async function askTwice({ installation, seats, size }: Scene): Promise<Judge> {
  const submissions = new Submissions(installation.root);
  const [seat] = seats.slice(-1);
  if (!seat) throw new Error('There is no chat.');
  const { telegram } = installation;
  const silent = telegram.fault({ on: { method: 'sendMessage', chatId: Number(seat.telegramId) }, do: 'silent' });
  const left: Departure[] = [];
  const struck = strikeCaller(installation, 'received', async (caller) => {
    left.push(await caller.depart(ASKED_AGAIN_AFTER_MS));
    return true;
  });
  const send = submissions.add(seat, { key: `twice-${size.name}`, text: 'asked twice.', delivery: 'at_most_once' });
  await submissions.untilAccepted(seat, send);
  await struck;
  silent.clear();
  const api = installation.processes.find((one) => one.name === 'api-0');
  if (api) left.push(await api.depart(ASKED_AGAIN_AFTER_MS));
  const slow = left.filter(({ ms }) => ms > LONGEST_SECOND_LEAVE_MS).map((one) => JSON.stringify(one));
  const slowSecondLeaves = left.length === 2 ? slow : ['not both were asked'];
  return () => Promise.resolve({ counts: { asked: left.length }, violations: { slowSecondLeaves } });
}

/** An API process, a worker, the other API process, the other worker. */
function turnsOf(processes: readonly SupervisedProcess[]): SupervisedProcess[] {
  const named = (name: string): SupervisedProcess[] => processes.filter((one) => one.name === name);
  return ['api-0', 'worker-0', 'api-1', 'worker-1'].flatMap(named);
}

/** The next one has its turn when this one is back. */
async function replace(one: SupervisedProcess, everyMs: number): Promise<Departure> {
  const isReady = (): Promise<boolean> => Promise.resolve(one.isReadyFor(0));
  await waitFor(`${one.name} to be there`, isReady, START_LIMIT_MS);
  const [departure] = await Promise.all([one.depart(), pause(everyMs)]);
  await waitFor(`${one.name} to be back`, isReady, START_LIMIT_MS);
  return departure;
}

/** Clients that ask so many times a second, each chat one message after the other, and never ask again. */
class SteadyClients {
  readonly errors: string[] = [];
  private readonly pool: Pool;

  constructor(
    root: string,
    private readonly submissions: Submissions,
    private readonly seats: readonly Seat[],
  ) {
    this.pool = new Pool(root, { connections: CONNECTIONS, pipelining: 1, keepAliveTimeout: 60_000 });
  }

  async run(perSecond: number, progress: Progress): Promise<void> {
    const last = this.seats.map(() => Promise.resolve());
    const beganAt = performance.now();
    for (let index = 0; progress.fraction < 1; index++) {
      const chat = index % this.seats.length;
      const seat = this.seats[chat];
      if (!seat) break;
      const name = `steady-${String(index)}`;
      last[chat] = (last[chat] ?? Promise.resolve()).then(() => {
        return this.ask(seat, this.submissions.add(seat, { key: name, text: `${name}.`, delivery: 'at_least_once' }));
      });
      await pause(Math.max(0, beganAt + (1_000 * (index + 1)) / perSecond - performance.now()));
    }
    await Promise.all(last);
    await this.pool.close();
  }

  private async ask({ token }: Seat, { key, text, chatId, delivery, ids }: Send): Promise<void> {
    try {
      const { statusCode, body } = await this.pool.request({
        path: '/api/v1/messages',
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': key },
        body: JSON.stringify({ type: 'text', text, chatId, delivery }),
      });
      const answer = await body.text();
      if (statusCode === 202) ids.push((JSON.parse(answer) as { id: string }).id);
      else this.errors.push(`${key}: ${String(statusCode)} ${answer}`);
    } catch (error) {
      this.errors.push(`${key}: ${String(error)}`);
    }
  }
}
