import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { BACKLOG } from './accept.sql';

/** What a bot has to send before anything new, and how fast it does. */
export interface Backlog {
  /** Seconds until the bot may send at all; null when nobody knows, because it is switched off or paused. */
  readonly wait: number | null;
  /** Seconds between two messages. */
  readonly interval: number;
  open: number;
  lanes: number;
}

const FRESH_MS = 1_000;

interface Kept {
  readonly backlog: Promise<Backlog>;
  readonly at: number;
}

/** The backlogs of bots, for estimates: looked up once a second at most, and counted on in between. */
@Injectable()
export class Backlogs {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly db: Database) {}

  /** The backlog before one more message, which counts from now on. */
  async beforeOneMore(botId: string): Promise<Backlog> {
    const backlog = await this.of(botId);
    const before = { ...backlog };
    backlog.open++;
    backlog.lanes++;
    return before;
  }

  private of(botId: string): Promise<Backlog> {
    const kept = this.kept.get(botId);
    if (kept && performance.now() - kept.at < FRESH_MS) return kept.backlog;
    const backlog = this.look(botId);
    this.kept.set(botId, { backlog, at: performance.now() });
    // What failed is asked again by the next.
    backlog.catch(() => this.kept.delete(botId));
    return backlog;
  }

  private async look(botId: string): Promise<Backlog> {
    const [backlog] = await this.db.rows<Backlog>(BACKLOG, [botId]);
    return backlog ?? { wait: null, interval: 0, open: 0, lanes: 0 };
  }
}
