import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { IntlMessageFormat } from 'intl-messageformat';
import { bold, code, isolated, italic, join, type FmtString } from '@app/telegram';
import type { Language } from './language';

/** What is filled into a text. Nothing in it is markup. */
export type TextValues = Readonly<Record<string, string | number | FmtString>>;

/** The tags that a text may have. */
const TAGS = {
  b: (inside: (string | FmtString)[]) => bold(join(inside)),
  i: (inside: (string | FmtString)[]) => italic(join(inside)),
  code: (inside: (string | FmtString)[]) => code(join(inside).text),
};

/** Which variables and tags a text has. @throws SyntaxError for one that is not written in ICU MessageFormat */
export function partsOf(text: string): { variables: Set<string>; tags: Set<string> } {
  const parts = { variables: new Set<string>(), tags: new Set<string>() };
  collect(parse(text, { requiresOtherClause: true }), parts);
  return parts;
}

export const TAG_NAMES: readonly string[] = Object.keys(TAGS);

/** A text that can be filled in again and again. */
export class TextTemplate {
  private readonly message: IntlMessageFormat;

  constructor(text: string, language: Language) {
    this.message = new IntlMessageFormat(text, language);
  }

  /** Names of strangers turn no words around them. @throws Error when a variable is missing */
  fill(values: TextValues): FmtString {
    const plain = Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? isolated(value) : value]);
    const filled = this.message.format<FmtString>({ ...(Object.fromEntries(plain) as TextValues), ...TAGS });
    return join(Array.isArray(filled) ? filled : [filled]);
  }
}

function collect(elements: readonly MessageFormatElement[], parts: ReturnType<typeof partsOf>): void {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    (element.type === TYPE.tag ? parts.tags : parts.variables).add(element.value);
    if (element.type === TYPE.tag) collect(element.children, parts);
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      for (const option of Object.values(element.options)) collect(option.value, parts);
    }
  }
}
