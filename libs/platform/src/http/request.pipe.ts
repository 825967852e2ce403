import { Injectable, ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import type { FieldError } from '../errors/app-error';
import { malformed, MalformedRequestError } from '../errors/common-errors';

const MOST_DEPTH = 16;

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
      exceptionFactory: (errors) => malformed(errors.flatMap((error) => fieldErrors(error))),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom') return value;
    const broken = brokenText(value, metadata.data ?? '', 0);
    if (broken.length > 0) throw malformed(broken);
    if (metadata.type === 'body' && metadata.metatype && (typeof value !== 'object' || value === null || Array.isArray(value))) {
      throw new MalformedRequestError('Send the body as one JSON object.');
    }
    return (await super.transform(value, metadata)) as unknown;
  }
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
    return brokenText(inner, field === '' ? key : `${field}.${key}`, depth + 1);
  });
}

function isPlainText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
