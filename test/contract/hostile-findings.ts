import type { Answer } from '../support/api-client';

/** What was found, told by operation, field and value. */
export interface Findings {
  requests: number;
  /** Good requests that were not taken. */
  readonly notGood: string[];
  /** Fields that stand in no good request. */
  readonly untried: string[];
  /** Answers of 500 and above. */
  readonly broken: string[];
  /** Refusals that do not say what is wrong as they should. */
  readonly unclear: string[];
  /** Values that were taken for others. */
  readonly changed: string[];
  /** Fields in which null is neither a value nor as good as nothing. */
  readonly nulls: string[];
}

export const nothingFound = (): Findings => ({
  ...{ requests: 0, notGood: [], untried: [], broken: [], unclear: [], changed: [], nulls: [] },
});

/** Statuses with which a documented value may be refused, for reasons that a document cannot tell. */
const REFUSALS = [400, 401, 403, 404, 409, 410, 413, 422];

interface Wanted {
  /** Whether the document takes the value: one that it does not take is malformed. */
  readonly isRight: boolean;
  /** The field that is to be named; null where nothing could be read. */
  readonly field: string | null;
}

/** Notes a refusal that breaks something, or does not say what is wrong. */
export function noteRefusal(found: Findings, what: string, answer: Answer, { isRight, field }: Wanted): void {
  const { status, text } = answer;
  if (status >= 500) found.broken.push(`${what}: ${text}`);
  const fits = isRight ? REFUSALS.includes(status) : status === 400;
  const tells = field === null || status !== 400 || names(answer, field);
  if (!isProblem(answer) || !fits || !tells) found.unclear.push(`${what}: ${String(status)} ${text.slice(0, 300)}`);
}

function isProblem({ status, body, headers }: Answer): boolean {
  const isOfType = headers.get('content-type')?.startsWith('application/problem+json') === true;
  return isOfType && body.status === status && typeof body.code === 'string' && typeof body.detail === 'string';
}

/** A refusal may name the field, the one around it, or one in it. */
function names({ body }: Answer, field: string): boolean {
  const errors = (body.errors ?? []) as readonly { readonly field: string }[];
  return errors.some((one) => one.field === field || isIn(one.field, field) || isIn(field, one.field));
}

const isIn = (one: string, other: string): boolean => one.startsWith(`${other}.`) || one.startsWith(`${other}[`);
