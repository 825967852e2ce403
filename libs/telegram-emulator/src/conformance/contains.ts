/** Whether all that is said in `wanted` is so in `actual`; what it has besides does not matter. Null is what is not there. */
export function contains(actual: unknown, wanted: unknown): boolean {
  if (wanted === null) return actual === null || actual === undefined;
  if (typeof wanted !== 'object') return Object.is(actual, wanted);
  if (typeof actual !== 'object' || actual === null) return false;
  if (Array.isArray(wanted) && (!Array.isArray(actual) || actual.length !== wanted.length)) return false;
  return Object.entries(wanted).every(([key, value]) => contains((actual as Record<string, unknown>)[key], value));
}

/** Null when it is as it should be, else what it is instead. */
export function disagreement(what: string, actual: unknown, wanted: unknown): string | null {
  if (contains(actual, wanted)) return null;
  return `${what} should be ${JSON.stringify(wanted)} and is ${JSON.stringify(actual)}`;
}
