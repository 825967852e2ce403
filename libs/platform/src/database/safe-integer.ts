import type { ValueTransformer } from 'typeorm';

/**
 * bigint columns as numbers. Telegram's ids have at most 52 significant bits (core.telegram.org/bots/api#user),
 * so a JavaScript number holds each of them exactly; anything larger is a defect and throws.
 */
export const safeInteger: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: string | null) => (value === null ? null : asSafeInteger(value)),
};

/** The same for columns that hold several. */
export const safeIntegers: ValueTransformer = {
  to: (value: unknown) => value,
  from: (values: readonly string[]) => values.map(asSafeInteger),
};

/** A bigint as PostgreSQL answers it, as a number. */
export function asSafeInteger(value: string | number): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError('A bigint beyond 2^53 cannot be read exactly.');
  return number;
}
