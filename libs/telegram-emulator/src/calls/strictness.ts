import type { Method, ParamKind } from './method';

/**
 * What is wrong with the parameters by the letter of the documentation, null when nothing is. Telegram would let most of it pass, so it is
 * never mixed up with one of Telegram's answers.
 */
export function strictnessProblem(method: Method, params: Readonly<Record<string, unknown>>): string | null {
  for (const [name, value] of Object.entries(params)) {
    const kind = method.params[name];
    if (kind === undefined) return `${method.name} has no parameter ${name}`;
    if (kind === 'unmodelled') return `the emulator does not model the parameter ${name} of ${method.name}`;
    if (!FITS[kind](value)) return `the parameter ${name} of ${method.name} must be ${WORDS[kind]}, not ${kindOf(value)}`;
  }
  return null;
}

type Checked = Exclude<ParamKind, 'unmodelled'>;

/** Forms and queries carry everything as strings, so a string that reads as the kind is right everywhere. */
const FITS: Record<Checked, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isSafeInteger(value) || (typeof value === 'string' && /^-?\d+$/.test(value)),
  id: (value) => Number.isSafeInteger(value) || typeof value === 'string',
  boolean: (value) => typeof value === 'boolean' || value === 'true' || value === 'false',
  object: (value) => typeof value === 'string' || (typeof value === 'object' && value !== null),
  array: (value) => typeof value === 'string' || Array.isArray(value),
};

const WORDS: Record<Checked, string> = {
  string: 'a string',
  integer: 'an integer',
  id: 'an integer or a string',
  boolean: 'a boolean',
  object: 'an object',
  array: 'an array',
};

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : typeof value;
}
