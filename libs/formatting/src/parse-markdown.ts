import { readBlockHead } from './block-head';
import { EntityParseError, type Entity, type FormattedText } from './entity';
import { linkEntity } from './link-entity';
import { CharacterSet, Source, Writer } from './source';

const MARK = new CharacterSet('_*`[');

/**
 * Reads a text with the old Markdown, as https://core.telegram.org/bots/api#markdown-style describes it and TDLib (MessageEntity.cpp,
 * parse_markdown) does it: nothing nests, and a mark is only escaped outside of an entity.
 * @throws EntityParseError in Telegram's words.
 */
export function parseMarkdown(text: string): FormattedText {
  return new MarkdownParser(text).parse();
}

class MarkdownParser {
  private readonly source: Source;
  private readonly writer = new Writer();
  private readonly entities: Entity[] = [];
  private position = 0;

  constructor(text: string) {
    this.source = new Source(text);
  }

  parse(): FormattedText {
    while (this.position < this.source.length) {
      const mark = this.source.find(this.position, MARK);
      const isEscaped = mark > this.position && mark < this.source.length && this.source.has(mark - 1, '\\');
      this.writer.write(this.source.slice(this.position, isEscaped ? mark - 1 : mark));
      this.position = mark;
      if (isEscaped) this.writer.write(this.source.slice(mark, ++this.position));
      else if (mark < this.source.length) this.entity();
    }
    return { text: this.writer.toString(), entities: this.entities };
  }

  private entity(): void {
    const begin = this.position;
    const isBlock = this.source.has(begin, '```');
    const head = isBlock ? readBlockHead(this.source, begin + 3) : { attributes: {}, next: begin + 1 };
    const mark = this.source.slice(begin, begin + 1);
    const endMark = isBlock ? '```' : mark === '[' ? ']' : mark;
    const end = this.source.text.indexOf(endMark, head.next);
    if (end === -1) {
      const at = String(this.source.byteOffset(begin));
      throw new EntityParseError(`Can't find end of the entity starting at byte offset ${at}`);
    }
    const text = this.source.slice(head.next, end);
    const place = { offset: this.writer.length, length: text.length };
    this.writer.write(text);
    this.position = end + endMark.length;
    if (text === '') return;
    if (mark === '[') this.entities.push(...linkEntity(this.address() ?? text, place));
    else if (isBlock) this.entities.push({ type: 'pre', ...place, ...head.attributes });
    else this.entities.push({ type: STYLES[mark] ?? 'code', ...place });
  }

  /** Reads the address in round brackets behind a link, which the end of the text may close; null when there is none. */
  private address(): string | null {
    if (!this.source.has(this.position, '(')) return null;
    const end = this.source.text.indexOf(')', this.position);
    const url = this.source.slice(this.position + 1, end === -1 ? this.source.length : end);
    this.position = end === -1 ? this.source.length : end + 1;
    return url;
  }
}

const STYLES: Record<string, string> = { _: 'italic', '*': 'bold' };
