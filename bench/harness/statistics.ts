/** A middle value, and how far others lie from it. */
export interface Spread {
  readonly middle: number;
  readonly least: number;
  readonly most: number;
}

/** The value below which this share of the values lies (nearest rank). NaN when there is none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const half = Math.floor(sorted.length / 2);
  const [low = NaN, high = NaN] = [sorted[sorted.length % 2 === 0 ? half - 1 : half], sorted[half]];
  return (low + high) / 2;
}

/** The median, with the least and the most beside it. */
export function spreadOf(values: readonly number[]): Spread {
  return { middle: median(values), least: Math.min(...values), most: Math.max(...values) };
}

/**
 * The chance that a value of the second sample is greater than one of the first (Mann-Whitney; equal ones count half). 0.5
 * means that nobody can tell them apart. Least and most are where chance alone would let it be in 95 of 100 runs.
 */
export function auc(first: readonly number[], second: readonly number[]): Spread {
  const [n, m] = [first.length, second.length];
  const rankSum = ranksOf([...first, ...second])
    .slice(n)
    .reduce((sum, rank) => sum + rank, 0);
  const middle = (rankSum - (m * (m + 1)) / 2) / (n * m);
  const chance = 1.96 * Math.sqrt((n + m + 1) / (12 * n * m));
  return { middle, least: middle - chance, most: middle + chance };
}

/** The place of each value in the sorted list, from 1; equal ones share the middle of their places. */
function ranksOf(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((left, right) => left.value - right.value);
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && order[to]?.value === order[from]?.value) to++;
    for (const { index } of order.slice(from, to)) ranks[index] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}
