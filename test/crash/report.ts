import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countOf, type Violations } from './checker';
import type { Evidence } from './evidence';
import type { Faults } from './faults';
import type { Installation } from './installation';
import type { Redeliveries } from './redeliveries';

/** What was really broken. */
export interface BrokenThings {
  readonly kills: number;
  readonly triggeredKills: number;
  readonly databaseStops: number;
  readonly redisLosses: number;
  readonly freezes: number;
  readonly ambiguousAnswers: number;
  readonly missed: readonly string[];
  readonly failedStarts: number;
}

/** What a campaign did and found, in raw figures. */
export interface Report {
  readonly seed: number;
  readonly size: string;
  readonly dist: string;
  readonly seconds: { readonly all: number; readonly faults: number; readonly afterLastFault: number };
  readonly faults: BrokenThings;
  readonly counts: Readonly<Record<string, number>>;
  readonly answers: Readonly<Record<string, number>>;
  readonly statuses: Readonly<Record<string, number>>;
  readonly violations: Violations;
  readonly violationCount: number;
}

/** Examples of each violation that are printed; the file has all of them. */
const SHOWN = 5;

export interface Story {
  readonly seed: number;
  readonly size: string;
  readonly dist: string;
  readonly seconds: Report['seconds'];
  readonly installation: Installation;
  readonly faults: Faults;
  readonly redeliveries: Redeliveries;
}

export function reportOf(story: Story, evidence: Evidence, violations: Violations): Report {
  const { seed, size, dist, seconds, installation, faults } = story;
  return {
    seed,
    size,
    dist,
    seconds,
    faults: faultsOf(installation, faults),
    counts: countsOf(evidence, story.redeliveries),
    answers: Object.fromEntries(evidence.answers),
    statuses: statusesOf(evidence),
    violations,
    violationCount: countOf(violations),
  };
}

export function faultsOf({ processes }: Installation, { done, ambiguous, missed, freezes }: Faults): BrokenThings {
  return {
    kills: processes.reduce((sum, { killed }) => sum + killed, 0),
    triggeredKills: done['kill-on-receipt'] + done['kill-after-answer'],
    databaseStops: done['stop-database'],
    redisLosses: done['flush-redis'] + done['crash-redis'],
    freezes: freezes.done,
    ambiguousAnswers: ambiguous,
    missed,
    failedStarts: processes.reduce((sum, { failedStarts }) => sum + failedStarts, 0),
  };
}

/** Prints the figures, and keeps the whole of it in a file. */
export function publish(report: { readonly violations: Readonly<Record<string, readonly string[]>> }, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'report.json');
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  const { violations, ...figures } = report;
  const lines = [JSON.stringify(figures, null, 2)];
  for (const [finding, examples] of Object.entries(violations)) {
    if (examples.length > 0) lines.push(`${finding}: ${String(examples.length)}`);
    for (const example of examples.slice(0, SHOWN)) lines.push(`  ${example}`);
  }
  process.stdout.write(`${lines.join('\n')}\n${file}\n`);
}

function countsOf(
  { sends, messages, copies, updates, produced, starts }: Evidence,
  redeliveries: Redeliveries,
): Report['counts'] {
  const flagged = messages.filter(({ possibleDuplicate }) => possibleDuplicate);
  return {
    sends: sends.length,
    accepted: sends.filter(({ ids }) => ids.length > 0).length,
    repeatedRequests: sends.reduce((sum, { ids }) => sum + Math.max(0, ids.length - 1), 0),
    messages: messages.length,
    copies: copies.length,
    secondCopies: copies.length - new Set(copies.map(({ telegramId, text }) => `${telegramId} ${text}`)).size,
    flagged: flagged.length,
    ambiguousAttempts: messages.reduce((sum, { ambiguous }) => sum + ambiguous, 0),
    starts: [...starts.values()].reduce((sum, count) => sum + count, 0),
    updatesProduced: produced.size,
    updatesStored: updates.length,
    redeliveries: redeliveries.times,
  };
}

function statusesOf({ messages }: Evidence): Report['statuses'] {
  const counts: Record<string, number> = {};
  for (const { status } of messages) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
