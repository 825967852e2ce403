/** SQLSTATE class 40: the transaction was rolled back for the sake of others and may be run again as it is. */
const WORTH_REPEATING = new Set(['40001', '40P01']);

/** SQLSTATEs and socket errors that mean: the database cannot be asked at the moment. */
const UNREACHABLE = new Set([
  '08000', '08001', '08003', '08004', '08006', '08007', '53300', '57P01', '57P02', '57P03', '58030', '53100',
  'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN',
]); // prettier-ignore

/** pg reports some lost connections by words alone, and a closed database has the code of many other states. */
const LOST_WORDS =
  /connection terminated|connection ended|timeout exceeded when trying to connect|client has encountered a connection error|cannot use a pool after|is not currently accepting connections/i;

/** The code of a PostgreSQL or socket error, wherever a wrapper has put it. */
export function databaseCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, driverError } = error as { code?: unknown; driverError?: unknown };
  return typeof code === 'string' ? code : databaseCode(driverError);
}

/** Whether the same transaction may simply be run again: serialisation failure or deadlock. */
export function isWorthRepeating(error: unknown): boolean {
  return WORTH_REPEATING.has(databaseCode(error) ?? '');
}

/** Whether the database is away, so that the caller should come back later and nothing is known to be stored. */
export function isDatabaseAway(error: unknown): boolean {
  if (UNREACHABLE.has(databaseCode(error) ?? '')) return true;
  return error instanceof Error && LOST_WORDS.test(error.message);
}

/** Whether a statement was given up because it took too long, by the server or by us: the next may be faster. */
export function isDatabaseSlow(error: unknown): boolean {
  return databaseCode(error) === '57014' || (error instanceof Error && /query read timeout/i.test(error.message));
}

/** Whether a row was refused because what it refers to is not there. */
export function isReferenceGone(error: unknown): boolean {
  return databaseCode(error) === '23503';
}

/** The unique constraint or index that refused a row, or undefined when something else went wrong. */
export function violatedUnique(error: unknown): string | undefined {
  if (databaseCode(error) !== '23505') return undefined;
  const { constraint, driverError } = error as { constraint?: string; driverError?: { constraint?: string } };
  return constraint ?? driverError?.constraint;
}
