import {
  characterCount,
  countThatFits,
  cutText,
  EntityParseError,
  fromFirstVisible,
  isEmptyText,
  MOST_ENTITIES,
  readText,
  splitText,
  type FormattedText,
} from '@app/formatting';
import { headed } from './call-of';
import type { FormattingFallback } from './message.entity';
import { FormattingBrokenError, TextBlankError, TooManyEntitiesError, TooManyPartsError } from './content.errors';
import type { ParseMode } from './send-request';

/** Telegram counts characters, not bytes, after it has taken the formatting out (core.telegram.org/bots/api#sendmessage). */
export const MOST_CHARACTERS = 4_096;
export const MOST_CAPTION = 1_024;

/** The Bot API takes 32,768 bytes of a text with its markup (Client.cpp, get_formatted_text); some are left for a heading. */
const MOST_BYTES = 32_000;

/** Enough for the longest text that is accepted, if every second page of it can be used. */
const MOST_PARTS = 40;

/** Text as a sender wrote it. */
export interface Words {
  readonly text: string;
  readonly parseMode?: ParseMode;
}

/** The text that people will see, or the fault for which it cannot be read here. Telegram may still read it, if it is short enough. */
type Reading = FormattedText | { readonly fault: string };

export function read({ text, parseMode }: Words): Reading {
  try {
    return readText(text, parseMode);
  } catch (error) {
    if (error instanceof EntityParseError) return { fault: error.message };
    throw error;
  }
}

/** Nothing of it can be seen, which Telegram refuses; under a heading it would show the heading alone. */
export function isBlank(reading: Reading): boolean {
  return !('fault' in reading) && isEmptyText(reading.text);
}

export function roomBeside(heading: string | null, most: number): number {
  return most - (heading === null ? 0 : characterCount(heading) + 1);
}

/** Whether Telegram will take the words as they are, in one message, and format all of them. */
export function fits({ text }: Words, reading: Reading, heading: string | null, most: number): boolean {
  const room = roomBeside(heading, most);
  if ('fault' in reading) return characterCount(text) <= room;
  // Blanks in front are only taken away where no heading stands before them.
  const counted = heading !== null && /^\s/.test(text) ? text : reading.text;
  return characterCount(counted) <= room && isWhollyFormatted(reading, heading) && Buffer.byteLength(text) <= MOST_BYTES;
}

function isWhollyFormatted(reading: FormattedText, heading: string | null): boolean {
  const { entities } = headed(heading, reading);
  return countThatFits(entities) === entities.length;
}

interface Long {
  readonly reading: Reading;
  readonly heading: string | null;
  readonly fallback: FormattingFallback;
  /** Characters in the first part, if that is a caption. */
  readonly first?: number;
}

/** A text that becomes several messages, or one that is too long with its markup. */
export interface Divided {
  readonly parts: readonly FormattedText[];
  readonly formattingDropped: boolean;
  readonly truncated?: boolean;
}

/**
 * Divides a text along its formatting; one that cannot be read as plain text, unless the sender forbids that.
 *
 * @throws FormattingBrokenError, TooManyPartsError
 */
export function divided(words: Words, long: Long): Divided {
  const { first } = long;
  const { formatted, isBroken } = readable(words, long);
  if (formatted.entities.length > MOST_PARTS * MOST_ENTITIES) throw new TooManyPartsError(MOST_PARTS);
  const parts = splitText(formatted, { parts: MOST_PARTS, first });
  if (parts.length > MOST_PARTS) throw new TooManyPartsError(MOST_PARTS);
  return { parts, formattingDropped: isBroken };
}

/** Said where the end of a text is missing. */
const CUT_NOTE = '… [cut]';

/**
 * The beginning of a text, as one message; its formatting as far as Telegram takes it.
 *
 * @throws FormattingBrokenError, TooManyEntitiesError
 */
export function shortened(words: Words, long: Long): Divided {
  const { formatted, isBroken } = readable(words, long);
  const { text, entities } = cutText(formatted, CUT_NOTE);
  const kept = countThatFits(entities);
  const isCut = kept < entities.length;
  if (isCut && long.fallback === 'fail') throw new TooManyEntitiesError('text', entities.length, kept);
  const parts = [{ text, entities: entities.slice(0, kept) }];
  return { parts, formattingDropped: isBroken || isCut, truncated: text !== formatted.text };
}

/** The text under its heading; without formatting if that cannot be read, unless the sender forbids that. */
function readable({ text }: Words, { reading, heading, fallback, first }: Long): { formatted: FormattedText; isBroken: boolean } {
  const isBroken = 'fault' in reading;
  if (isBroken && fallback === 'fail') {
    throw new FormattingBrokenError(first === undefined ? 'text' : 'caption', reading.fault, first ?? MOST_CHARACTERS);
  }
  return { formatted: headed(heading, fromFirstVisible(isBroken ? readText(text, undefined) : reading)), isBroken };
}

/** The place of words that have to stay one message: a caption, an edit. */
export interface Place {
  readonly heading: string | null;
  readonly most: number;
  /** The field of the request. */
  readonly field: string;
  readonly fallback: FormattingFallback;
}

/**
 * Words that stay one message, with their heading and the formatting that Telegram keeps; null when they can go as they came.
 * `tooLong` makes the error for more characters than there is room for.
 *
 * @throws TextBlankError, FormattingBrokenError, TooManyEntitiesError, and what `tooLong` makes
 */
export function inOneMessage(words: Words, place: Place, tooLong: (room: number) => Error): Divided | null {
  const { heading, most, field, fallback } = place;
  const reading = read(words);
  if (isBlank(reading)) throw new TextBlankError(field);
  if (fits(words, reading, heading, most)) return null;
  if ('fault' in reading) throw new FormattingBrokenError(field, reading.fault, most);
  const room = roomBeside(heading, most);
  if (characterCount(reading.text) > room) throw tooLong(room);
  const { text, entities } = headed(heading, reading);
  const kept = countThatFits(entities);
  const isCut = kept < entities.length;
  if (isCut && fallback === 'fail') throw new TooManyEntitiesError(field, entities.length, kept);
  return { parts: [{ text, entities: entities.slice(0, kept) }], formattingDropped: isCut };
}
