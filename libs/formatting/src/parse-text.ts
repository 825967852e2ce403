import type { FormattedText } from './entity';
import { parseHtml } from './parse-html';
import { parseMarkdown } from './parse-markdown';
import { parseMarkdownV2 } from './parse-markdown-v2';

const PARSERS: Record<string, (text: string) => FormattedText> = {
  html: parseHtml,
  markdown: parseMarkdown,
  markdownv2: parseMarkdownV2,
};

/** The parser of a parse mode, in small letters; undefined when Telegram has none of this name. */
export function parserFor(mode: string): ((text: string) => FormattedText) | undefined {
  return PARSERS[mode];
}
