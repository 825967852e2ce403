import { ApiError } from './api-error';

type Body = Readonly<Record<string, unknown>>;

export interface NewPerson {
  key: string;
  firstName: string;
  username?: string;
  languageCode?: string;
}

/** @throws ApiError 400 in words that say what would be right. */
export function newPersonOf(body: Body): NewPerson {
  const key = textOf(body, 'key');
  if (!/^[\p{L}\p{N}_-]{1,32}$/u.test(key)) throw new ApiError(400, 'A key has 1 to 32 letters, digits, _ or -.');
  const firstName = textOf(body, 'firstName').trim();
  if (firstName === '' || firstName.length > 64) throw new ApiError(400, 'A first name has 1 to 64 characters.');
  const username = optionalOf(body, 'username', {
    pattern: /^[a-z]\w{3,31}$/i,
    words: '4 to 32 letters, digits or _, a letter first',
  });
  const languageCode = optionalOf(body, 'languageCode', {
    pattern: /^[a-z]{2,3}(-[a-z]{2,8})?$/i,
    words: 'a code such as en or pt-br',
  });
  return { key, firstName, ...(username !== undefined && { username }), ...(languageCode !== undefined && { languageCode }) };
}

export function textOf(body: Body, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw new ApiError(400, `${name} must be a text.`);
  return value;
}

export function wholeNumberOf(body: Body, name: string): number {
  const value = body[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new ApiError(400, `${name} must be a whole number.`);
  return value;
}

function optionalOf(body: Body, name: string, rule: { pattern: RegExp; words: string }): string | undefined {
  const value = body[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string' || !rule.pattern.test(value)) throw new ApiError(400, `${name} must be ${rule.words}.`);
  return value;
}
