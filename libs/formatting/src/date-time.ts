import { EntityParseError, type Entity } from './entity';

/** How a moment is shown, in the one form in which the Bot API tells it. https://core.telegram.org/bots/api#date-time-entity-formatting */
export function dateTimeFormat(given: string): string | null {
  if (given === 'r' || given === 'R') return 'r';
  if (/[^tTdDwW]/.test(given)) return null;
  const weekday = /w/i.test(given) ? 'w' : '';
  return weekday + shortOrLong(given, 'd') + shortOrLong(given, 't');
}

/** The short form goes before the long one where both are asked for. */
function shortOrLong(given: string, letter: string): string {
  const long = letter.toUpperCase();
  return given.includes(letter) ? letter : given.includes(long) ? long : '';
}

/** The fields of an entity that shows a moment in the reader's time zone. */
export function dateTimeFields(unixTime: number, given: string): Pick<Entity, 'unix_time' | 'date_time_format'> {
  const format = dateTimeFormat(given);
  if (format === null) throw new EntityParseError('Invalid date format used');
  return { unix_time: unixTime, ...(format !== '' && { date_time_format: format }) };
}
