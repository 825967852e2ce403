import type { MethodSchema, ParameterKind, ParameterSchema } from '../schema/bot-api-schema';
import type { Method } from './method';
import { Upload } from './upload';

type Given = Readonly<Record<string, unknown>>;

/**
 * What is wrong with the parameters by the letter of the documentation, null when nothing is. Telegram would let most of it pass, so it is
 * never mixed up with one of Telegram's answers.
 */
export function strictnessProblem({ name, params }: MethodSchema, method: Method, given: Given): string | null {
  const taken: MethodSchema['params'] = { ...params, ...method.olderNames };
  for (const [key, value] of Object.entries(given)) {
    const parameter = taken[key];
    if (!parameter && (isAttached(key, given) || isItsName(name, key, value))) continue;
    if (!parameter) return `${name} has no parameter ${key}`;
    if (method.unmodelled?.includes(key) === true) return `the emulator does not model the parameter ${key} of ${name}`;
    const problem = problemOf(parameter, value);
    if (problem !== null) return `the parameter ${key} of ${name} must be ${problem}`;
  }
  const missing = Object.keys(params).find((key) => params[key]?.required === true && given[key] === undefined);
  return missing === undefined ? null : `${name} needs the parameter ${missing}`;
}

function problemOf({ kinds, values }: ParameterSchema, value: unknown): string | null {
  if (!kinds.some((kind) => reads(kind, value))) {
    return `${kinds.map((kind) => WORDS[kind]).join(' or ')}, not ${described(value)}`;
  }
  if (!values || values.includes(String(value))) return null;
  return `one of ${values.join(', ')}, not ${String(value)}`;
}

/** A file may come under any name by which a parameter refers to it. */
function isAttached(key: string, given: Given): boolean {
  return given[key] instanceof Upload && JSON.stringify(given).includes(`attach://${key}`);
}

/** A form may name its method, as the answer to a webhook does. */
function isItsName(method: string, key: string, value: unknown): boolean {
  return key === 'method' && typeof value === 'string' && value.toLowerCase() === method.toLowerCase();
}

/** Forms and queries carry everything as strings, so a string that reads as the kind is right everywhere. */
function reads(kind: ParameterKind, value: unknown): boolean {
  if (typeof value !== 'string' || kind === 'string') return isOf(kind, value);
  if (kind === 'boolean') return YES_OR_NO.test(value);
  return isOf(kind, value) || (TEXTUAL.has(kind) && isOf(kind, parsed(value)));
}

function isOf(kind: ParameterKind, value: unknown): boolean {
  if (kind === 'array') return Array.isArray(value);
  if (kind === 'file' || value instanceof Upload) return kind === 'file' && value instanceof Upload;
  if (kind === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (kind === 'number') return Number.isFinite(value);
  return kind === typeof value;
}

const TEXTUAL = new Set<ParameterKind>(['number', 'array', 'object']);

/** Clients write them in the manner of their language (Client.cpp: to_bool). */
const YES_OR_NO = /^(true|false|yes|no|1|0)$/i;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const WORDS: Record<ParameterKind, string> = {
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  object: 'an object',
  array: 'an array',
  file: 'a file',
};

function described(value: unknown): string {
  if (value === null) return 'null';
  if (value instanceof Upload) return 'a file';
  return Array.isArray(value) ? 'an array' : typeof value;
}
