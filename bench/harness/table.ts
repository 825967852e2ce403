import type { Figure, Goal } from './bench';
import type { Spread } from './statistics';

/** Prints figures below each other. What they were made from stands below each, where there is room. */
export function tableOf(figures: readonly Figure[]): string {
  const head = ['what', 'figure', 'spread', 'goal', ''];
  const rows = figures.map(({ what, figure, goal }) => [
    what,
    middleOf(figure),
    rangeOf(figure),
    wordsFor(goal),
    verdict(figure, goal),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const lines = rows.flatMap((row, index) => [line(row), `    ${figures[index]?.seen ?? ''}`]);
  return `${[line(head), ...lines].join('\n')}\n`;
}

/** Three digits that mean something. */
export function round(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(value >= 1_000 ? 4 : 3))) : '-';
}

export function isMet({ middle }: Spread, { atLeast = -Infinity, atMost = Infinity }: Goal): boolean {
  return middle >= atLeast && middle <= atMost;
}

function middleOf(figure?: Spread): string {
  return figure ? round(figure.middle) : '-';
}

function rangeOf(figure?: Spread): string {
  return figure ? `${round(figure.least)} - ${round(figure.most)}` : '';
}

function wordsFor({ atLeast, atMost }: Goal = {}): string {
  if (atLeast !== undefined && atMost !== undefined) return `${String(atLeast)} - ${String(atMost)}`;
  if (atLeast !== undefined) return `>= ${String(atLeast)}`;
  return atMost === undefined ? '' : `<= ${String(atMost)}`;
}

function verdict(figure?: Spread, goal?: Goal): string {
  if (!figure || !goal) return '';
  return isMet(figure, goal) ? 'met' : 'MISSED';
}
