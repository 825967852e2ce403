import { Bytes, code, TextWriter } from './bytes';
import { EntityParseError, type Entity, type FormattedText } from './entity';
import { linkEntity } from './link-entity';
import { readBlockHead } from './verbatim-block';

const MARKS = new Set(['_', '*', '`', '['].map(code));

/**
 * Reads a text with the old Markdown, as https://core.telegram.org/bots/api#markdown-style describes it and TDLib (MessageEntity.cpp,
 * parse_markdown) does it: nothing nests, and a mark is only escaped outside of an entity.
 * @throws EntityParseError in Telegram's words.
 */
export function parseMarkdown(text: string): FormattedText {
  return new MarkdownParser(text).parse();
}

class MarkdownParser {
  private readonly bytes: Bytes;
  private readonly writer = new TextWriter();
  private readonly entities: Entity[] = [];
  private position = 0;

  constructor(text: string) {
    this.bytes = new Bytes(text);
  }

  parse(): FormattedText {
    while (this.position < this.bytes.length) this.step();
    return { text: this.writer.textFrom(0), entities: this.entities };
  }

  private step(): void {
    const byte = this.bytes.at(this.position);
    if (byte === code('\\') && MARKS.has(this.bytes.at(this.position + 1))) {
      this.position += 1;
      this.copy();
    } else if (MARKS.has(byte)) {
      this.entity(byte);
    } else {
      this.copy();
    }
  }

  private copy(): void {
    this.writer.byte(this.bytes.at(this.position));
    this.position += 1;
  }

  private entity(mark: number): void {
    const begin = this.position;
    const isBlock = this.bytes.has(begin, '```');
    const head = isBlock ? readBlockHead(this.bytes, begin + 3) : { attributes: {}, next: begin + 1 };
    const end = isBlock ? '```' : endOf(mark);
    const offset = this.writer.utf16Length;
    this.position = head.next;
    while (this.position < this.bytes.length && !this.bytes.has(this.position, end)) this.copy();
    if (this.position >= this.bytes.length) {
      throw new EntityParseError(`Can't find end of the entity starting at byte offset ${String(begin)}`);
    }
    const place = { offset, length: this.writer.utf16Length - offset };
    const closedAt = this.position;
    this.position += end.length;
    if (place.length === 0) return;
    if (mark === code('[')) this.entities.push(...linkEntity(this.url(begin + 1, closedAt), place.offset, place.length));
    else if (isBlock) this.entities.push({ type: 'pre', ...place, ...head.attributes });
    else this.entities.push({ type: STYLES[String.fromCharCode(mark)] ?? 'code', ...place });
  }

  /** What stands in the brackets after the text, else the text itself. */
  private url(textBegin: number, textEnd: number): string {
    if (!this.bytes.has(this.position, '(')) return this.bytes.slice(textBegin, textEnd);
    const end = this.bytes.find(this.position + 1, (byte) => byte === code(')'));
    const url = this.bytes.slice(this.position + 1, end);
    this.position = end + 1;
    return url;
  }
}

function endOf(mark: number): string {
  return mark === code('[') ? ']' : String.fromCharCode(mark);
}

const STYLES: Record<string, string> = { _: 'italic', '*': 'bold', '`': 'code' };
