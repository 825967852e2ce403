import { cleanText } from './clean-text';
import type { FormattedText } from './entity';
import { parseHtml } from './parse-html';
import { parseMarkdown } from './parse-markdown';
import { parseMarkdownV2 } from './parse-markdown-v2';

const PARSERS = new Map<string, (text: string) => FormattedText>([
  ['html', parseHtml],
  ['markdown', parseMarkdown],
  ['markdownv2', parseMarkdownV2],
]);

/** The parser of a parse mode, in small letters; undefined when Telegram has none of this name. */
export function parserFor(mode: string): ((text: string) => FormattedText) | undefined {
  return PARSERS.get(mode);
}

/** A text as people will see it: read as its parse mode says, and cleaned. @throws EntityParseError in Telegram's words */
export function readText(text: string, mode: string | undefined): FormattedText {
  const parse = mode === undefined ? undefined : parserFor(mode.toLowerCase());
  return cleanText(parse ? parse(text) : { text, entities: [] });
}
