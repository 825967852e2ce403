import { InvalidTextError } from './texts.errors';
import { en, type TextKey } from './defaults/en';
import { partsOf, TAG_NAMES, TextTemplate } from './text-template';

/** Characters of a text; what is filled in comes on top. Of a list of long lines the bot says as much as a message can carry. */
const LONGEST = 1_500;

/** What Telegram allows for these (core.telegram.org/bots/api#answercallbackquery, #botcommand); buttons are cut on small screens. */
const LONGEST_PLAIN: Readonly<Record<string, number>> = { button: 40, command: 256, notice: 180 };

const EMPTY = 'A text must say something.';

/** Whether there is such a text at all. */
export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(en, key);
}

/** What a text can have filled in, in the order of the English one. */
export function variablesOf(key: TextKey): string[] {
  return [...partsOf(en[key]).variables];
}

/** Checks a text that is to stand for a key. @throws InvalidTextError that says all that is wrong */
export function ensureFits(key: TextKey, text: string): void {
  const wrong = faultsIn(key, text);
  if (wrong.length > 0) throw new InvalidTextError(wrong);
}

/** What is wrong with a text that is to stand for a key, in words. */
export function faultsIn(key: TextKey, text: string): string[] {
  const longest = LONGEST_PLAIN[key.split('.', 1)[0] ?? ''];
  const limit = longest ?? LONGEST;
  if (text.trim() === '') return [EMPTY];
  if ([...text].length > limit) return [`It may have at most ${limit} characters.`];
  try {
    const faults = [...faultsOfParts(key, text, longest !== undefined)];
    return faults.length > 0 ? faults : faultsOfFilling(key, text);
  } catch (error) {
    // The parser throws errors of several classes, for skeletons of numbers a plain one.
    return [`It is not written in ICU MessageFormat: ${error instanceof Error ? error.message : String(error)}.`];
  }
}

function* faultsOfParts(key: TextKey, text: string, plain: boolean): Generator<string> {
  const { variables, tags } = partsOf(text);
  const expected = new Set(variablesOf(key));
  for (const name of expected) if (!variables.has(name)) yield `The variable {${name}} is missing.`;
  for (const name of variables) if (!expected.has(name)) yield `There is no variable {${name}} here.`;
  const allowed = plain ? [] : TAG_NAMES;
  for (const tag of tags) if (!allowed.includes(tag)) yield `The tag <${tag}> is not allowed here.`;
}

/** A text that is well written may still ask for a date where a name comes, or say nothing. Nobody should find out by asking the bot. */
function faultsOfFilling(key: TextKey, text: string): string[] {
  const values = Object.fromEntries(variablesOf(key).map((name) => [name, 'x']));
  try {
    return new TextTemplate(text, 'en').fill(values).text.trim() === '' ? [EMPTY] : [];
  } catch (error) {
    return [`It cannot be filled in: ${error instanceof Error ? error.message : String(error)}.`];
  }
}
