import type { Expectations } from '../expectations';
import type { BotReference } from '../surroundings';
import type { BotRecord } from '../world/records';
import type { Journal, LedgerEntry } from './journal';

/** Which calls are meant: those of which all that is said here is true. */
export interface CallMatch {
  method?: string;
  bot?: BotReference;
  /** What some of its parameters are. A pattern is tried on the text of a parameter, a number equals the same number in digits. */
  params?: Readonly<Record<string, unknown>>;
  /** The HTTP status of the answer; null for calls without one. */
  status?: number | null;
  /** The name of the fault that struck it. */
  faulted?: string;
}

/** The book of all calls of the Bot API, to be questioned by tests. */
export class Ledger {
  constructor(
    private readonly journal: Journal,
    private readonly expectations: Expectations,
    private readonly findBot: (bot: BotReference) => BotRecord,
  ) {}

  /** The calls that match, the oldest first. */
  find(match: CallMatch = {}): LedgerEntry[] {
    const isMeant = this.matcher(match);
    return this.journal.calls.filter(isMeant);
  }

  /** The last of `times` calls that match, as soon as there are so many. @throws Error that lists the calls there were instead. */
  expect(match: CallMatch, { times = 1, timeoutMs = 5_000 } = {}): Promise<LedgerEntry> {
    const isMeant = this.matcher(match);
    return this.expectations.until({
      find: () => this.journal.calls.filter(isMeant)[times - 1],
      timeoutMs,
      disappointment: () => `There were not ${String(times)} of ${wordsFor(match)} but ${this.list()}`,
    });
  }

  /** @throws Error when there are more or fewer calls that match, with a list of them. */
  expectExactly(count: number, match: CallMatch): void {
    const found = this.find(match);
    if (found.length === count) return;
    throw new Error(`Instead of ${String(count)} there were ${String(found.length)} of ${wordsFor(match)}: ${listed(found)}`);
  }

  /** @throws Error when these calls were not made one after the other, whatever stood between them. */
  expectOrder(matches: readonly CallMatch[]): void {
    let last = 0;
    for (const match of matches) {
      const next = this.find(match).find(({ seq }) => seq > last);
      if (!next) throw new Error(`After call ${String(last)} there was none of ${wordsFor(match)} in ${this.list()}`);
      last = next.seq;
    }
  }

  private matcher({ method, bot, params = {}, status, faulted }: CallMatch): (entry: LedgerEntry) => boolean {
    const botId = bot === undefined ? undefined : this.findBot(bot).id;
    const isMeant = (entry: LedgerEntry): boolean[] => [
      method === undefined || method.toLowerCase() === entry.method.toLowerCase(),
      botId === undefined || botId === entry.botId,
      status === undefined || status === entry.status,
      faulted === undefined || faulted === entry.faulted,
      ...Object.entries(params).map(([key, value]) => isLike(value, entry.params[key])),
    ];
    return (entry) => isMeant(entry).every(Boolean);
  }

  private list(): string {
    return listed(this.journal.calls);
  }
}

function isLike(wanted: unknown, given: unknown): boolean {
  if (wanted instanceof RegExp) return wanted.test(textOf(given));
  return textOf(wanted) === textOf(given);
}

function textOf(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function wordsFor({ params, ...match }: CallMatch): string {
  return JSON.stringify({ ...match, params: params && Object.fromEntries(Object.entries(params).map(readable)) });
}

function readable([key, value]: [string, unknown]): [string, unknown] {
  return [key, value instanceof RegExp ? String(value) : value];
}

function listed(calls: readonly LedgerEntry[]): string {
  const lines = calls.map(({ seq, method, params, status }) => `${seq} ${method} ${JSON.stringify(params)} → ${String(status)}`);
  return ['these calls:', ...lines].join('\n  ');
}
