import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsDefined, ValidateBy } from 'class-validator';
import { Omittable } from '@app/platform';

/** RFC 3339 with an offset: a time that means the same everywhere. */
const SHAPE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** A time as it comes in, like `2026-12-24T18:00:00Z`. */
export function Moment({ needed = false, furthestSeconds = Infinity } = {}): PropertyDecorator {
  return applyDecorators(
    needed ? IsDefined() : Omittable(),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' && SHAPE.test(value) ? new Date(value) : value)),
    ValidateBy({
      name: 'moment',
      validator: {
        validate: (value: unknown) => isMoment(value) && value.getTime() < Date.now() + furthestSeconds * 1_000,
        defaultMessage: (told) =>
          isMoment(told?.value)
            ? `${told.property} must be at most ${String(furthestSeconds / 86_400)} days ahead`
            : `${told?.property ?? ''} must be a time with its offset, like 2026-12-24T18:00:00Z`,
      },
    }),
  );
}

function isMoment(value: unknown): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime());
}
