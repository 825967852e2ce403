import { Injectable, ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import type { FieldError } from '../errors/app-error';
import { malformed, MalformedRequestError } from '../errors/common-errors';

const MOST_DEPTH = 16;

/** No object of the API has more than 40 fields. */
const MOST_FIELDS = 200;

/** The largest body that makes sense is an album with keyboards: some hundred values. */
const MOST_VALUES = 5_000;

/** Of what is wrong with a request so much is told: the rest is found when that is mended. */
const MOST_ERRORS = 20;
const LONGEST_WORDS = 200;

const TOO_MANY_FIELDS = `An object in this request has more than ${String(MOST_FIELDS)} fields. Send only what is documented.`;
const TOO_MANY_VALUES = `This request has more than ${String(MOST_VALUES)} values in it. Send less at once.`;

/**
 * What comes in is checked once, here: known fields only, of the right type and size, in text that PostgreSQL and
 * Telegram can hold (no NUL, no half of a surrogate pair). What is wrong is named field by field.
 */
@Injectable()
export class RequestPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      stopAtFirstError: true,
      validationError: { target: false, value: false },
      exceptionFactory: (errors) => malformed(bounded(errors.flatMap((error) => fieldErrors(error)))),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom') return value;
    ensureBounded(value);
    const broken = brokenText(value, metadata.data ?? '', 0);
    if (broken.length > 0) throw malformed(bounded(broken));
    if (metadata.type === 'body' && metadata.metatype && (typeof value !== 'object' || value === null || Array.isArray(value))) {
      throw new MalformedRequestError('Send the body as one JSON object.');
    }
    return (await super.transform(value, metadata)) as unknown;
  }
}

/** Refuses what would take long to check, before it is checked. @throws MalformedRequestError */
function ensureBounded(value: unknown): void {
  let values = 0;
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) continue;
    const inner = Array.isArray(next) ? (next as unknown[]) : Object.values(next);
    if (!Array.isArray(next) && inner.length > MOST_FIELDS) throw new MalformedRequestError(TOO_MANY_FIELDS);
    if ((values += inner.length) > MOST_VALUES) throw new MalformedRequestError(TOO_MANY_VALUES);
    for (const one of inner) waiting.push(one);
  }
}

/** An answer that names what is wrong must not grow with what was sent. */
function bounded(errors: readonly FieldError[]): FieldError[] {
  const told = errors.slice(0, MOST_ERRORS).map(({ field, message }) => ({ field: cut(field), message: cut(message) }));
  if (errors.length <= MOST_ERRORS) return told;
  return [...told, { field: '', message: `and ${String(errors.length - MOST_ERRORS)} more` }];
}

function cut(text: string): string {
  return text.length <= LONGEST_WORDS ? text : `${text.slice(0, LONGEST_WORDS).toWellFormed()}…`;
}

function fieldErrors(error: ValidationError, parent = ''): FieldError[] {
  const field = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((message) => ({ field, message }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, field))];
}

function brokenText(value: unknown, field: string, depth: number): FieldError[] {
  if (depth > MOST_DEPTH) return [{ field, message: `${field} is nested too deeply` }];
  if (typeof value === 'string') {
    return isPlainText(value)
      ? []
      : [{ field, message: `${field === '' ? 'a value' : field} must be text without NUL and without broken surrogate pairs` }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (!isPlainText(key)) {
      return [{ field: field === '' ? 'body' : field, message: 'a field name holds NUL or a broken surrogate pair' }];
    }
    if (Object.hasOwn(Object.prototype, key)) {
      return [{ field: field === '' ? key : `${field}.${key}`, message: `property ${key} should not exist` }];
    }
    return brokenText(inner, field === '' ? key : `${field}.${key}`, depth + 1);
  });
}

function isPlainText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
