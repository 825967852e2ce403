import { inOrder } from './arrange-entities';
import { readBlockHead } from './block-head';
import { dateTimeFields } from './date-time';
import { EntityParseError, type Entity, type FormattedText } from './entity';
import { linkEntity, shownAddress } from './link-entity';
import { CharacterSet, Source, Writer } from './source';
import { emojiIdOf, momentOf } from './tg-link';

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
  begin: number;
  /** Where its text begins in what was written. */
  mark: number;
}

/** Marks, and the backslash that takes their meaning from them. */
const SPECIAL = new CharacterSet('\\_*[]()~`>#+-=|{}.!\n');
const SPECIAL_IN_CODE = new CharacterSet('\\`');
const CODE = new Set<Kind>(['Code', 'Pre', 'PreCode']);
const ADDRESS_END = new CharacterSet('\\)');

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

const END: Record<Kind, string> = {
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
  BlockQuote: '',
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
  private readonly source: Source;
  private readonly writer = new Writer();
  private readonly open: OpenEntity[] = [];
  private readonly entities: Entity[] = [];
  private position = 0;
  private inQuotation = false;
  /** Nothing visible stands in this line yet, so a `>` begins a quotation here, or goes on with one. */
  private atLineStart = true;

  constructor(text: string) {
    this.source = new Source(text);
  }

  parse(): FormattedText {
    while (this.position < this.source.length) this.step();
    this.endQuotation(this.source.length, 0);
    const unclosed = this.open.at(-1);
    if (unclosed) throw this.cannotFindEnd(unclosed);
    return { text: this.writer.toString(), entities: this.entities.sort(inOrder) };
  }

  private step(): void {
    const top = this.open.at(-1);
    const special = top && CODE.has(top.kind) ? SPECIAL_IN_CODE : SPECIAL;
    this.copyTo(this.source.find(this.position, special));
    if (this.position >= this.source.length) return;
    if (this.source.has(this.position, '\\')) this.backslash();
    else if (this.source.has(this.position, '\n')) this.lineBreak();
    else if (top && this.isEndOf(top)) this.close(top);
    else this.begin();
  }

  /** Carriage returns neither end a line here nor begin one. */
  private copyTo(end: number): void {
    const text = this.source.slice(this.position, end);
    if (/[^\r]/.test(text)) this.atLineStart = false;
    this.writer.write(text);
    this.position = end;
  }

  private backslash(): void {
    if (!this.source.isEscape(this.position)) {
      this.copyTo(this.position + 1);
      return;
    }
    this.position += 1;
    const isLineBreak = this.source.has(this.position, '\n');
    this.copyTo(this.position + 1);
    if (isLineBreak) this.atLineStart = true;
  }

  private lineBreak(): void {
    if (this.inQuotation && !this.source.has(this.position + 1, '>')) this.endQuotation(this.position, '\n'.length);
    this.writer.write('\n');
    this.position += 1;
    this.atLineStart = true;
  }

  private isEndOf({ kind }: OpenEntity): boolean {
    if (kind === 'BlockQuote' || !this.source.has(this.position, END[kind])) return false;
    return kind !== 'Italic' || !this.source.has(this.position, '__');
  }

  private begin(): void {
    const begin = this.position;
    if (this.source.has(begin, '>') && this.atLineStart) {
      this.position += 1;
      if (!this.inQuotation) this.push('BlockQuote', '', begin);
      this.inQuotation = true;
      return;
    }
    const [mark, kind] = MARKS.find(([characters]) => this.source.has(begin, characters)) ?? [];
    if (mark === undefined || kind === undefined) {
      const character = this.source.slice(begin, begin + 1);
      throw new EntityParseError(`Character '${character}' is reserved and must be escaped with the preceding '\\'`);
    }
    this.position += mark.length;
    if (kind !== 'Pre') {
      this.push(kind, '', begin);
      return;
    }
    const { attributes, next } = readBlockHead(this.source, this.position);
    this.position = next;
    this.push(attributes.language === undefined ? 'Pre' : 'PreCode', attributes.language ?? '', begin);
  }

  private push(kind: Kind, language: string, begin: number): void {
    this.open.push({ kind, language, begin, offset: this.writer.length, mark: this.writer.mark });
  }

  private close({ kind, offset, language, mark }: OpenEntity): void {
    this.open.pop();
    this.position += END[kind].length;
    const place = { offset, length: this.writer.length - offset };
    const entities = this.entitiesOf(kind, place, { language, mark });
    if (place.length > 0) this.entities.push(...entities);
  }

  private entitiesOf(
    kind: Kind,
    place: { offset: number; length: number },
    { language, mark }: { language: string; mark: number },
  ): Entity[] {
    if (kind === 'TextUrl') return linkEntity(this.address() ?? shownAddress(this.writer, mark, place.length), place);
    if (kind === 'CustomEmoji') return [{ ...place, ...fieldsOfImage(this.address()) }];
    return [{ type: TYPE[kind as keyof typeof TYPE], ...place, ...(language !== '' && { language }) }];
  }

  /** The address in round brackets that follows the text of a link; null when there is none. */
  private address(): string | null {
    if (!this.source.has(this.position, '(')) return null;
    const begin = this.position + 1;
    const writer = new Writer();
    for (let at = begin; ; at = this.position) {
      this.position = this.source.find(at, ADDRESS_END);
      writer.write(this.source.slice(at, this.position));
      if (!this.source.has(this.position, '\\')) break;
      if (this.source.isEscape(this.position)) this.position += 1;
      writer.write(this.source.slice(this.position, ++this.position));
    }
    if (this.position >= this.source.length) {
      throw new EntityParseError(`Can't find end of a URL at byte offset ${String(this.source.byteOffset(begin))}`);
    }
    this.position += 1;
    return writer.toString();
  }

  /**
   * A quotation ends with its line and holds the line break; `||` right before that end, which would open a spoiler, makes it one that
   * can be unfolded.
   */
  private endQuotation(end: number, lineBreakLength: number): void {
    if (!this.inQuotation) return;
    const isExpandable = this.isExpandableUpTo(end, lineBreakLength);
    if (isExpandable) this.open.pop();
    const quotation = this.open.pop();
    if (quotation?.kind !== 'BlockQuote') throw this.cannotFindEnd(quotation ?? { kind: 'BlockQuote', begin: 0 });
    this.inQuotation = false;
    const { offset } = quotation;
    const length = this.writer.length + lineBreakLength - offset;
    if (length > 0) this.entities.push({ type: isExpandable ? 'expandable_blockquote' : 'blockquote', offset, length });
  }

  /** A carriage return may stand between the `||` and the line break. */
  private isExpandableUpTo(end: number, lineBreakLength: number): boolean {
    const last = this.open.at(-1);
    if (last?.kind !== 'Spoiler') return false;
    const hasReturn = lineBreakLength > 0 && this.writer.last === '\r';
    return last.begin === end - 2 || (hasReturn && last.begin === end - 3);
  }

  private cannotFindEnd({ kind, begin }: Pick<OpenEntity, 'kind' | 'begin'>): EntityParseError {
    return new EntityParseError(`Can't find end of ${kind} entity at byte offset ${String(this.source.byteOffset(begin))}`);
  }
}

/** An image, `![…](…)`, is a custom emoji or a moment. */
function fieldsOfImage(url: string | null): Pick<Entity, 'type'> & Partial<Entity> {
  if (url === null) throw new EntityParseError('The entity must contain a tg://emoji or tg://time URL');
  const emojiId = emojiIdOf(url);
  if (emojiId !== null) return { type: 'custom_emoji', custom_emoji_id: emojiId };
  const moment = momentOf(url);
  if (moment === null) throw new EntityParseError('Invalid tg://emoji or tg://time URL specified');
  return { type: 'date_time', ...dateTimeFields(moment.unixTime, moment.format) };
}
