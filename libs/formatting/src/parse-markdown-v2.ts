import { Bytes, code, TextWriter } from './bytes';
import { EntityParseError, type Entity, type FormattedText } from './entity';
import { linkEntity } from './link-entity';
import { readBlockHead } from './verbatim-block';

/** The kinds of entities under the names that Telegram's errors give them. */
type Kind =
  | 'Bold'
  | 'Italic'
  | 'Underline'
  | 'Strikethrough'
  | 'Spoiler'
  | 'Code'
  | 'Pre'
  | 'PreCode'
  | 'TextUrl'
  | 'CustomEmoji'
  | 'BlockQuote';

interface OpenEntity {
  kind: Kind;
  language: string;
  offset: number;
  /** Where its mark stands in the source. */
  sourceOffset: number;
  /** Where its text begins in what was written. */
  byteOffset: number;
}

const RESERVED = new Set(Array.from('_*[]()~`>#+-=|{}.!\n').map(code));

/** How each kind begins, the longer mark first, and how it ends. Blocks of code and quotations have rules of their own. */
const MARKS: readonly (readonly [begin: string, kind: Kind])[] = [
  ['__', 'Underline'],
  ['_', 'Italic'],
  ['*', 'Bold'],
  ['~', 'Strikethrough'],
  ['||', 'Spoiler'],
  ['![', 'CustomEmoji'],
  ['[', 'TextUrl'],
  ['```', 'Pre'],
  ['`', 'Code'],
];

const END: Record<Exclude<Kind, 'BlockQuote'>, string> = {
  Bold: '*',
  Italic: '_',
  Underline: '__',
  Strikethrough: '~',
  Spoiler: '||',
  Code: '`',
  Pre: '```',
  PreCode: '```',
  TextUrl: ']',
  CustomEmoji: ']',
};

const TYPE: Record<Exclude<Kind, 'TextUrl' | 'CustomEmoji' | 'BlockQuote'>, string> = {
  Bold: 'bold',
  Italic: 'italic',
  Underline: 'underline',
  Strikethrough: 'strikethrough',
  Spoiler: 'spoiler',
  Code: 'code',
  Pre: 'pre',
  PreCode: 'pre',
};

/**
 * Reads a text with MarkdownV2, as https://core.telegram.org/bots/api#markdownv2-style describes it and TDLib (MessageEntity.cpp,
 * parse_markdown_v2) does it.
 * @throws EntityParseError in Telegram's words.
 */
export function parseMarkdownV2(text: string): FormattedText {
  return new MarkdownV2Parser(text).parse();
}

class MarkdownV2Parser {
  private readonly bytes: Bytes;
  private readonly writer = new TextWriter();
  private readonly open: OpenEntity[] = [];
  private readonly entities: Entity[] = [];
  private position = 0;
  private inQuotation = false;
  /** Nothing visible stands in this line yet, so a `>` begins a quotation here. */
  private atLineStart = true;

  constructor(text: string) {
    this.bytes = new Bytes(text);
  }

  parse(): FormattedText {
    while (this.position < this.bytes.length) this.step();
    if (this.inQuotation) this.endQuotation();
    const unclosed = this.open.at(-1);
    if (unclosed) throw cannotFindEnd(unclosed);
    return { text: this.writer.textFrom(0), entities: this.entities };
  }

  private step(): void {
    const byte = this.bytes.at(this.position);
    const top = this.open.at(-1);
    const inCode = top !== undefined && ['Code', 'Pre', 'PreCode'].includes(top.kind);
    if (isEscape(this.bytes, this.position)) {
      this.position += 1;
      this.copy();
    } else if (inCode ? byte !== code('`') : !RESERVED.has(byte)) {
      this.copy();
    } else if (byte === code('\n')) {
      this.lineBreak();
    } else if (top && this.isEndOf(top)) {
      this.close(top);
    } else {
      this.begin();
    }
  }

  private copy(): void {
    this.writer.byte(this.bytes.at(this.position));
    this.position += 1;
    this.atLineStart = false;
  }

  private lineBreak(): void {
    const goesOn = this.bytes.has(this.position + 1, '>');
    if (this.inQuotation && !goesOn) {
      this.endQuotation('\n'.length);
      this.copy();
    } else {
      this.copy();
      // The mark of a further line of the same quotation.
      if (this.inQuotation) this.position += 1;
    }
    this.atLineStart = true;
  }

  private isEndOf({ kind }: OpenEntity): boolean {
    if (kind === 'BlockQuote' || !this.bytes.has(this.position, END[kind])) return false;
    return kind !== 'Italic' || !this.bytes.has(this.position, '__');
  }

  private begin(): void {
    const sourceOffset = this.position;
    if (this.bytes.has(this.position, '>') && this.atLineStart && !this.inQuotation) {
      this.inQuotation = true;
      this.push('BlockQuote', '', sourceOffset);
      this.position += 1;
      return;
    }
    const [mark, kind] = MARKS.find(([begin]) => this.bytes.has(this.position, begin)) ?? [];
    if (mark === undefined || kind === undefined) throw reserved(this.bytes.slice(this.position, this.position + 1));
    this.position += mark.length;
    if (kind !== 'Pre') {
      this.push(kind, '', sourceOffset);
      return;
    }
    const { attributes, next } = readBlockHead(this.bytes, this.position);
    this.position = next;
    this.push(attributes.language === undefined ? 'Pre' : 'PreCode', attributes.language ?? '', sourceOffset);
  }

  private push(kind: Kind, language: string, sourceOffset: number): void {
    const { utf16Length: offset, byteLength: byteOffset } = this.writer;
    this.open.push({ kind, language, offset, sourceOffset, byteOffset });
  }

  private close(entity: OpenEntity): void {
    this.open.pop();
    const { kind, offset } = entity;
    this.position += END[kind as keyof typeof END].length;
    const place = { offset, length: this.writer.utf16Length - offset };
    if (kind === 'TextUrl') {
      const url = this.address('URL') ?? this.writer.textFrom(entity.byteOffset);
      if (place.length > 0) this.entities.push(...linkEntity(url, place.offset, place.length));
    } else if (kind === 'CustomEmoji') {
      this.entities.push({ type: 'custom_emoji', ...place, custom_emoji_id: emojiId(this.address('custom emoji URL')) });
    } else if (place.length > 0) {
      const language = entity.language === '' ? {} : { language: entity.language };
      this.entities.push({ type: TYPE[kind as keyof typeof TYPE], ...place, ...language });
    }
  }

  /** The address in round brackets that follows the text of a link; null when there is none. */
  private address(what: string): string | null {
    if (!this.bytes.has(this.position, '(')) return null;
    this.position += 1;
    const begin = this.position;
    const writer = new TextWriter();
    while (this.position < this.bytes.length && !this.bytes.has(this.position, ')')) {
      if (isEscape(this.bytes, this.position)) this.position += 1;
      writer.byte(this.bytes.at(this.position));
      this.position += 1;
    }
    if (this.position >= this.bytes.length) {
      throw new EntityParseError(`Can't find end of a ${what} at byte offset ${String(begin)}`);
    }
    this.position += 1;
    return writer.textFrom(0);
  }

  /** A quotation ends with its line and holds the line break; `||` before that end, which would open a spoiler, makes it one that can be unfolded. */
  private endQuotation(lineBreakLength = 0): void {
    const last = this.open.at(-1);
    const isExpandable = last?.kind === 'Spoiler' && last.offset === this.writer.utf16Length;
    if (isExpandable) this.open.pop();
    const quotation = this.open.pop();
    if (quotation?.kind !== 'BlockQuote') throw cannotFindEnd(quotation ?? { kind: 'BlockQuote', sourceOffset: 0 });
    this.inQuotation = false;
    const length = this.writer.utf16Length - quotation.offset;
    if (length > 0) {
      this.entities.push({
        type: isExpandable ? 'expandable_blockquote' : 'blockquote',
        offset: quotation.offset,
        length: length + lineBreakLength,
      });
    }
  }
}

function isEscape(bytes: Bytes, position: number): boolean {
  return bytes.has(position, '\\') && bytes.at(position + 1) > 0 && bytes.at(position + 1) <= 126;
}

function reserved(character: string): EntityParseError {
  return new EntityParseError(`Character '${character}' is reserved and must be escaped with the preceding '\\'`);
}

function cannotFindEnd({ kind, sourceOffset }: Pick<OpenEntity, 'kind' | 'sourceOffset'>): EntityParseError {
  return new EntityParseError(`Can't find end of ${kind} entity at byte offset ${String(sourceOffset)}`);
}

function emojiId(url: string | null): string {
  if (url === null) throw new EntityParseError('Custom emoji entity must contain a tg://emoji URL');
  const found = /^tg:\/\/emoji\?id=([1-9]\d*)$/i.exec(url);
  const id = found?.[1];
  if (id === undefined) throw new EntityParseError('Custom emoji URL must have an emoji identifier');
  return id;
}
