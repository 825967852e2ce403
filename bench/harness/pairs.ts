/**
 * Measures two things in turn, so that what slows the machine down meets both. The order changes from pair to pair: neither
 * is always the one that runs after the other. Each is told the number of its pair.
 */
export async function interleavedPairs<First, Second>(
  count: number,
  first: (pair: number) => Promise<First>,
  second: (pair: number) => Promise<Second>,
): Promise<{ first: First; second: Second }[]> {
  const pairs: { first: First; second: Second }[] = [];
  for (let pair = 0; pair < count; pair++) {
    if (pair % 2 === 0) pairs.push({ first: await first(pair), second: await second(pair) });
    else pairs.push({ second: await second(pair), first: await first(pair) });
  }
  return pairs;
}

/** The list in a random order. */
export function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((one) => ({ one, place: Math.random() }))
    .sort((left, right) => left.place - right.place)
    .map(({ one }) => one);
}
