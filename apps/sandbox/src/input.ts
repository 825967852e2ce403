import { ApiError } from './api-error';

export type Body = Readonly<Record<string, unknown>>;

export interface NewPerson {
  key: string;
  firstName: string;
  username?: string;
  languageCode?: string;
}

const USERNAME = { pattern: /^[a-z]\w{3,31}$/i, words: '4 to 32 letters, digits or _, a letter first' };
const LANGUAGE = { pattern: /^[a-z]{2,3}(-[a-z]{2,8})?$/i, words: 'a code such as en or pt-br' };
const BOT_USERNAME = { pattern: /^[a-z]\w{1,28}bot$/i, words: '5 to 32 letters, digits or _ that end in bot' };

/** @throws ApiError 400 in words that say what would be right. */
export function newPersonOf(body: Body): NewPerson {
  const key = textOf(body, 'key');
  if (!/^[\p{L}\p{N}_-]{1,32}$/u.test(key)) throw new ApiError(400, 'A key has 1 to 32 letters, digits, _ or -.');
  const firstName = nameOf(body, 'firstName');
  const username = optionalOf(body, 'username', USERNAME);
  const languageCode = optionalOf(body, 'languageCode', LANGUAGE);
  return { key, firstName, ...(username !== undefined && { username }), ...(languageCode !== undefined && { languageCode }) };
}

/** @throws ApiError 400 in words that say what would be right. */
export function newBotOf(body: Body): { username: string; name: string } {
  const username = optionalOf(body, 'username', BOT_USERNAME);
  if (username === undefined) throw new ApiError(400, `username must be ${BOT_USERNAME.words}.`);
  return { username, name: body.name === undefined ? username : nameOf(body, 'name') };
}

/** A name that people see. */
export function nameOf(body: Body, field: string, longest = 64): string {
  const name = textOf(body, field).trim();
  if (name === '' || name.length > longest) throw new ApiError(400, `${field} must have 1 to ${String(longest)} characters.`);
  return name;
}

export function publicNameOf(body: Body): string | undefined {
  return optionalOf(body, 'username', USERNAME);
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

export function optionalNumberOf(body: Body, name: string): number | undefined {
  return body[name] === undefined || body[name] === null ? undefined : wholeNumberOf(body, name);
}

export function flagOf(body: Body, name: string): boolean {
  const value = body[name] ?? false;
  if (typeof value !== 'boolean') throw new ApiError(400, `${name} must be true or false.`);
  return value;
}

/** Some of the known words; undefined when the field is not there. */
export function wordsOf<T extends string>(body: Body, name: string, known: readonly T[]): T[] | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  const isKnown = (one: unknown): one is T => known.some((word) => word === one);
  if (!Array.isArray(value) || !value.every(isKnown)) {
    throw new ApiError(400, `${name} must be a list out of: ${known.join(', ')}.`);
  }
  return value;
}

/** One of the known words. */
export function oneOf<T extends string>(body: Body, name: string, known: readonly T[]): T {
  const value = known.find((word) => word === body[name]);
  if (value === undefined) throw new ApiError(400, `${name} must be one of: ${known.join(', ')}.`);
  return value;
}

/** A whole number in the query of an address. */
export function queryNumberOf(query: URLSearchParams, name: string, most: number): number | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  if (!/^-?\d{1,15}$/.test(value)) throw new ApiError(400, `${name} must be a whole number.`);
  return Math.min(Number(value), most);
}

function optionalOf(body: Body, name: string, rule: { pattern: RegExp; words: string }): string | undefined {
  const value = body[name];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string' || !rule.pattern.test(value)) throw new ApiError(400, `${name} must be ${rule.words}.`);
  return value;
}
