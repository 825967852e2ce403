import type { BotHealth } from './bot-health.service';
import type { Finding } from './findings';

export class BotHealthView {
  /** Whether there is nothing to mend. */
  healthy!: boolean;

  /** What is wrong, in words that say what to do. */
  findings!: FindingView[];

  /** What is good to know, and no fault: what the bot cannot hear, and how to change that. */
  notes!: FindingView[];

  /** Updates that wait at Telegram; null while it cannot be asked. */
  pendingUpdates!: number | null;

  /** The last time that Telegram could not deliver. It stays until the webhook is set anew. */
  lastError!: string | null;
  lastErrorAt!: Date | null;

  /** Whether the bot hears everything in groups; null while Telegram cannot be asked. */
  readsGroups!: boolean | null;

  static of({ findings, notes, info, readsGroups }: BotHealth): BotHealthView {
    const at = info?.last_error_date;
    return {
      healthy: findings.length === 0,
      findings: findings.map((finding) => FindingView.of(finding)),
      notes: notes.map((note) => FindingView.of(note)),
      pendingUpdates: info?.pending_update_count ?? null,
      lastError: info?.last_error_message ?? null,
      lastErrorAt: at === undefined ? null : new Date(at * 1_000),
      readsGroups,
    };
  }
}

export class FindingView {
  code!: string;
  detail!: string;

  static of({ code, detail }: Finding): FindingView {
    return { code, detail };
  }
}
