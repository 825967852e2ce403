/** An answer, and the body of the question. */
export interface ComparedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly sent?: string;
}

/** What differs from answer to answer by its nature. */
const ONE_OF_A_KIND = new Set(['requestId', 'accessToken', 'refreshToken', 'id', 'createdAt']);
const SHOWN_LENGTH = 160;

/** Times and answers of one arm. */
export class AnswersOfArm {
  readonly latenciesMs: number[] = [];
  /** How often which was answered. */
  readonly statuses = new Map<string, number>();
  readonly headers = new Map<string, number>();
  readonly bodies = new Map<string, number>();

  constructor(readonly name: string) {}

  add(latencyMs: number, { status, headers, text, sent = '{}' }: ComparedAnswer): void {
    this.latenciesMs.push(latencyMs);
    count(this.statuses, String(status));
    count(this.headers, Object.keys(headers).join(', '));
    count(this.bodies, withoutOneOfAKind(text, new Set(Object.values(JSON.parse(sent) as Record<string, unknown>))));
  }
}

/** In words: by what, apart from time, the answers of two arms can be told apart. */
export function differencesOf(first: AnswersOfArm, second: AnswersOfArm): string {
  const parts = (['statuses', 'headers', 'bodies'] as const).map((part) => {
    const [one, other] = [first[part], second[part]];
    if (sameKeys(one, other)) return part === 'statuses' ? `both ${tally(one)}` : `same ${part}`;
    return `${part} DIFFER: ${first.name} ${tally(one)} | ${second.name} ${tally(other)}`;
  });
  return parts.join('; ');
}

function withoutOneOfAKind(text: string, sent: ReadonlySet<unknown>): string {
  try {
    return JSON.stringify(JSON.parse(text), (key, value: unknown) => {
      if (ONE_OF_A_KIND.has(key)) return '…';
      return typeof value === 'string' && sent.has(value) ? '(as sent)' : value;
    });
  } catch {
    return text;
  }
}

function sameKeys(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
  return one.size === other.size && [...one.keys()].every((key) => other.has(key));
}

function tally(counts: ReadonlyMap<string, number>): string {
  const shown = [...counts].map(([key, times]) => `${key.slice(0, SHOWN_LENGTH)} × ${String(times)}`);
  return shown.slice(0, 3).join(', ') + (shown.length > 3 ? ` and ${String(shown.length - 3)} others` : '');
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
