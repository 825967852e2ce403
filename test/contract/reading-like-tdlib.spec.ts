import { isDeepStrictEqual } from 'node:util';
import { cleanText, EntityParseError, parserFor, type FormattedText } from '@app/formatting';
import { onlyIf } from '../support/only-if';
import { madeUpFormattedTexts, madeUpTexts } from './tdlib/made-up-texts';
import { REPORTED_TEXTS } from './tdlib/reported-texts';
import { cleanedByTdlib, readByTdlib, tdlibRunsHere, type Mode, type Reading } from './tdlib/tdlib';

/** In each language, and with entities. */
const COUNT = 6_000;
const MODES: readonly Mode[] = ['html', 'markdownv2', 'markdown'];
const LIMIT_MS = 120_000;

/** The differences that are allowed, each with its reason. */
const ALLOWED: readonly { mode: Mode; reason: string; covers(ours: Reading, theirs: Reading): boolean }[] = [
  {
    mode: 'markdown',
    reason:
      'TDLib takes the address of a link without one from a place in the text that it has already written over, so `[example.com]` leads to xample.comm. Here it leads to example.com.',
    covers: (ours, theirs) => isDeepStrictEqual(withoutAddresses(ours), withoutAddresses(theirs)),
  },
];

type Read = (text: string) => FormattedText;

function ownReading(read: Read, text: string): Reading {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof EntityParseError) return { refused: error.message };
    throw error;
  }
}

function withoutAddresses(reading: Reading): Reading {
  if ('refused' in reading) return reading;
  const entities = reading.entities.filter(({ type }) => type !== 'text_link' && type !== 'text_mention');
  return { ...reading, entities };
}

/** The texts that are read otherwise, with both readings. */
function differences(mode: Mode, read: Read): unknown[] {
  const texts = [...REPORTED_TEXTS, ...madeUpTexts(mode, COUNT)];
  const theirs = readByTdlib(mode, texts);
  return texts.flatMap((text, i) => {
    const our = ownReading(read, text);
    const their = theirs[i] ?? { refused: 'TDLib gave no answer' };
    const isAllowed = (): boolean => ALLOWED.some((one) => one.mode === mode && /\](?!\()/.test(text) && one.covers(our, their));
    return isDeepStrictEqual(our, their) || isAllowed() ? [] : [{ text, our, their }];
  });
}

function readerOf(mode: Mode): Read {
  const read = parserFor(mode);
  if (!read) throw new Error(`There is no reader for ${mode}`);
  return read;
}

const whereTdlibRuns = onlyIf(tdlibRunsHere, 'reading texts like TDLib', 'there is no binary of TDLib for this platform');

describe('texts are read as TDLib reads them', () => {
  whereTdlibRuns.each(MODES)(
    '%s: thousands of made-up and reported texts give the same text, the same entities, or the same refusal',
    (mode) => {
      expect(differences(mode, readerOf(mode)).slice(0, 5)).toEqual([]);
    },
    LIMIT_MS,
  );

  /** One slip in each language, as somebody might make it. */
  const SLIPS: Record<Mode, (read: Read) => Read> = {
    html: (read) => (text) => read(text.replaceAll('&quot;', "'")),
    markdownv2: (read) => (text) => read(text.replaceAll('>>', '> >')),
    markdown: (read) => (text) => read(text.replaceAll('\\[', '[')),
  };

  whereTdlibRuns.each(MODES)(
    '%s: one slip of the reader is noticed',
    (mode) => {
      expect(differences(mode, SLIPS[mode](readerOf(mode))).length).toBeGreaterThan(0);
    },
    LIMIT_MS,
  );
});

describe('texts are cleaned, and their entities arranged, as TDLib does it', () => {
  const differ = (clean: (given: FormattedText) => FormattedText): unknown[] => {
    const texts = madeUpFormattedTexts(COUNT);
    const theirs = cleanedByTdlib(texts);
    return texts.flatMap((given, i) =>
      isDeepStrictEqual(clean(given), theirs[i]) ? [] : [{ given, our: clean(given), their: theirs[i] }],
    );
  };

  whereTdlibRuns(
    'thousands of made-up texts and entities come out the same',
    () => {
      expect(differ(cleanText).slice(0, 5)).toEqual([]);
    },
    LIMIT_MS,
  );

  whereTdlibRuns(
    'one slip of the cleaning is noticed',
    () => {
      const slip = ({ text, entities }: FormattedText): FormattedText =>
        cleanText({ text: text.replaceAll('\u030a', 'x'), entities });
      expect(differ(slip).length).toBeGreaterThan(0);
    },
    LIMIT_MS,
  );
});
