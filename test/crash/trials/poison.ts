import { setTimeout as pause } from 'node:timers/promises';
import { waitFor } from '../../support/wait-for';
import type { Installation } from '../installation';
import { Progress } from '../progress';
import { Submissions, type Send } from '../submissions';
import { evidenceOf, judge } from './evidence';
import type { Judge, Scene, Verdict } from './trial';

/** What takes long to recover from comes less often. */
const WAYS = ['hangs', 'exits', 'throws', 'exits', 'swells', 'throws', 'exits', 'throws', 'exits', 'throws'] as const;
const MOST_ATTEMPTS = 3;

/** Whoever is tried again asks first whether Telegram answers, and is slow in being sent. */
const SLOW_ANSWER_MS = 300;

const POISONED_EVERY_MS = 600;
const BYSTANDERS_EVERY_MS = 200;

/** Nothing happens any more: whoever has taken poison is gone, and those who came after it work. */
const QUIET_SECONDS = 7;
const DUST_LIMIT_MS = 180_000;
const READY_FOR_MS = 1_000;

/**
 * T8: messages that end the worker which sends them, each time, in every way. Each is given up soon, what stands behind it in its
 * chat arrives, and so does what is sent to other chats of the same bots.
 */
export class PoisonTrial {
  private readonly submissions: Submissions;
  private readonly poison: Send[] = [];
  private readonly others: Send[] = [];

  constructor(private readonly scene: Scene) {
    this.submissions = new Submissions(scene.installation.root);
  }

  /** Resolves when no poison ends anybody any more. It may still wait for its end. */
  async run(): Promise<Judge> {
    const { seats, size, installation } = this.scene;
    const slow = { on: { method: 'getMe' }, do: { delayMs: SLOW_ANSWER_MS } } as const;
    const fault = installation.telegram.fault(slow);
    const [victims, bystanders] = [seats.slice(0, size.poison), seats.slice(size.poison)];
    const isOver = this.poisonAll(victims.length).then(() => this.untilDustSettles());
    const progress = new Progress();
    void isOver.finally(() => { progress.advance(1); }).catch(() => undefined); // prettier-ignore
    for (let index = 0; progress.fraction < 1; index++) {
      const seat = bystanders[index % bystanders.length];
      if (seat) await this.submit(seat, { text: `bystander ${String(index)}.`, delivery: 'at_least_once' });
      await pause(BYSTANDERS_EVERY_MS);
    }
    await isOver;
    fault.clear();
    return () => this.verdict();
  }

  /** When everything has come to its end. */
  private async verdict(): Promise<Verdict> {
    const { installation, seats } = this.scene;
    const evidence = await evidenceOf(installation, { submissions: this.submissions, seats });
    const { counts, violations } = judge(evidence, { clean: false });
    const rows = new Map(evidence.messages.map((row) => [row.id, row]));
    const arrived = new Set(evidence.copies.map(({ telegramId, text }) => `${telegramId} ${text}`));
    const describe = ({ text, ids: [id = ''] }: Send): string => {
      const row = rows.get(id);
      return `${text}: ${row?.status ?? 'missing'}, attempt ${String(row?.attempt)}, ${String(row?.ambiguous)} lost answers`;
    };
    const isGivenUp = ({ ids: [id = ''] }: Send): boolean => {
      const { status = '', attempt = Infinity } = rows.get(id) ?? {};
      return ['failed', 'uncertain'].includes(status) && attempt <= MOST_ATTEMPTS;
    };
    const missing = this.others.filter(({ telegramId, text }) => !arrived.has(`${telegramId} ${text}`));
    return {
      counts: {
        ...counts,
        poison: this.poison.length,
        others: this.others.length,
        missing: missing.length,
        ...endsOf(installation),
      },
      violations: {
        ...violations,
        notGivenUp: this.poison.filter((send) => !isGivenUp(send)).map(describe),
        didNotArrive: missing.map(describe),
      },
    };
  }

  /** One after the other: if they came together, one of them would end whoever has taken the others as well. */
  private async poisonAll(count: number): Promise<void> {
    for (let index = 0; index < count; index++) {
      await this.give(index);
      await pause(POISONED_EVERY_MS);
    }
  }

  /** Poison, and something behind it in the same chat. */
  private async give(index: number): Promise<void> {
    const seat = this.scene.seats[index];
    const way = WAYS[index % WAYS.length] ?? 'throws';
    if (!seat) return;
    const delivery = index % (2 * WAYS.length) < WAYS.length ? 'at_least_once' : 'at_most_once';
    this.poison.push(await this.submit(seat, { text: `poison that ${way}, number ${String(index)}.`, delivery }));
    this.others.push(await this.submit(seat, { text: `behind poison ${String(index)}.`, delivery: 'at_least_once' }));
  }

  private async submit(seat: Scene['seats'][number], what: Pick<Send, 'text' | 'delivery'>): Promise<Send> {
    const send = this.submissions.add(seat, { key: what.text.replaceAll(/[ ,]/g, '-'), ...what });
    await this.submissions.untilAccepted(seat, send);
    if (what.text.startsWith('bystander')) this.others.push(send);
    return send;
  }

  private async untilDustSettles(): Promise<void> {
    const { sql, processes } = this.scene.installation;
    const stillDangerous = `select from messages where text like 'poison that %' and status = 'queued' and not exists (
      select from lanes where lanes.message_id = messages.id and lanes.attempt = case delivery when 'at_least_once' then 2 else 1 end
        and claimed_at < now() - make_interval(secs => $1)) limit 1`;
    await waitFor(
      'nobody to be ended by poison any more',
      async () => {
        const dangerous = await sql.rows(stillDangerous, [QUIET_SECONDS]);
        return dangerous.length === 0 && processes.filter((one) => one.isWorker).every((one) => one.isReadyFor(READY_FOR_MS));
      },
      DUST_LIMIT_MS,
    );
  }
}

function endsOf({ processes }: Installation): Record<string, number> {
  const workers = processes.filter((one) => one.isWorker);
  return {
    endedByThemselves: workers.reduce((sum, { fallen }) => sum + fallen.length, 0),
    endedForSilence: workers.reduce((sum, { silenced }) => sum + silenced, 0),
  };
}
