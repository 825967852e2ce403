import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsDefined, ValidateBy } from 'class-validator';
import { Omittable } from './omittable.decorator';

/** RFC 3339 with an offset, so that it means the same everywhere. Seconds may be left out. */
const MOMENT = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;
const DAY = /^\d{4}-\d\d-\d\d$/;

const SECONDS_PER_DAY = 86_400;

export interface MomentOptions {
  /** It must be there. */
  readonly needed?: boolean;
  /** It must not be past. */
  readonly future?: boolean;
  /** At most this far ahead. */
  readonly furthestSeconds?: number;
  /** A day alone is taken, too: its beginning in UTC. */
  readonly orDay?: boolean;
}

/** A time as it comes in, like `2026-12-24T18:00:00Z`. The only reader of times of the API. */
export function Moment(options: MomentOptions = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: String, format: options.orDay === true ? undefined : 'date-time', required: options.needed === true }),
    options.needed === true ? IsDefined() : Omittable(),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? (momentOf(value, options) ?? value) : value)),
    ValidateBy({
      name: 'moment',
      validator: {
        validate: (value: unknown) => complaintAbout(value, options) === null,
        defaultMessage: (told) => `${told?.property ?? ''} ${complaintAbout(told?.value, options) ?? ''}`,
      },
    }),
  );
}

/** The time that a text names, or null: also for a day that does not exist (RFC 3339, 5.7), which Date would take for another. */
export function momentOf(text: string, { orDay = false }: MomentOptions = {}): Date | null {
  const [, day = ''] = MOMENT.exec(text) ?? (orDay && DAY.test(text) ? [text, text] : []);
  const midnight = new Date(`${day}T00:00:00Z`);
  const exists = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  return exists ? new Date(text.toUpperCase()) : null;
}

function complaintAbout(value: unknown, { orDay, future, furthestSeconds = Infinity }: MomentOptions): string | null {
  if (!(value instanceof Date)) {
    return `must be ${orDay === true ? 'a day, or ' : ''}a time that exists, with its offset, like 2026-12-24T18:00:00Z`;
  }
  if (future === true && value.getTime() <= Date.now()) return 'must lie in the future';
  const isTooFar = value.getTime() >= Date.now() + furthestSeconds * 1_000;
  return isTooFar ? `must be at most ${String(furthestSeconds / SECONDS_PER_DAY)} days ahead` : null;
}
