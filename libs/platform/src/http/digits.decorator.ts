import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsDefined, ValidateBy } from 'class-validator';
import { Omittable } from './omittable.decorator';

const DIGITS = /^[1-9]\d{0,15}$/;

export interface DigitsOptions {
  /** It must be there. */
  readonly needed?: boolean;
  /** The largest number there is of its kind. */
  readonly most?: number;
}

/** A positive whole number as a string of digits. One that a double does not hold exactly is refused: it would be taken for its neighbour. */
export function Digits(what: string, { needed = false, most = Number.MAX_SAFE_INTEGER }: DigitsOptions = {}): PropertyDecorator {
  const validate = (value: unknown): boolean => typeof value === 'string' && DIGITS.test(value) && Number(value) <= most;
  const words = `must be ${what}: a positive whole number up to ${String(most)}, as a string of digits`;
  return applyDecorators(
    ApiProperty({ type: String, pattern: DIGITS.source, required: needed }),
    needed ? IsDefined() : Omittable(),
    ValidateBy({ name: 'digits', validator: { validate, defaultMessage: (told) => `${told?.property ?? ''} ${words}` } }),
  );
}
