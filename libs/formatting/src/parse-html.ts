import { inOrder } from './arrange-entities';
import { dateTimeFields } from './date-time';
import { EntityParseError, INVALID_UNICODE, type Entity, type FormattedText } from './entity';
import { isSurrogate, readReference } from './html-reference';
import { readEndTag, readStartTag, type StartTag } from './html-tag';
import { integerIn, leadingInt32 } from './integer';
import { linkEntity, shownAddress } from './link-entity';
import { CharacterSet, Source, Writer } from './source';

interface OpenTag {
  tag: StartTag;
  offset: number;
  mark: number;
}

const MARK = new CharacterSet('<&');

/**
 * Reads a text with HTML, as https://core.telegram.org/bots/api#html-style describes it and TDLib (MessageEntity.cpp, parse_html) does it.
 * @throws EntityParseError in Telegram's words.
 */
export function parseHtml(text: string): FormattedText {
  return new HtmlParser(text).parse();
}

class HtmlParser {
  private readonly source: Source;
  private readonly writer = new Writer();
  private readonly open: OpenTag[] = [];
  private readonly entities: Entity[] = [];
  private position = 0;
  private hasSurrogates = false;

  constructor(text: string) {
    this.source = new Source(text);
  }

  parse(): FormattedText {
    while (this.position < this.source.length) this.step();
    const unclosed = this.open.at(-1);
    if (unclosed) throw new EntityParseError(`Can't find end tag corresponding to start tag "${unclosed.tag.name}"`);
    if (this.hasSurrogates) throw new EntityParseError(INVALID_UNICODE);
    // A language is only kept for code in <pre>.
    for (const entity of this.entities) if (entity.type === 'code') delete entity.language;
    return { text: this.writer.toString(), entities: this.entities.sort(inOrder) };
  }

  private step(): void {
    const next = this.source.find(this.position, MARK);
    this.writer.write(this.source.slice(this.position, next));
    this.position = next;
    if (this.source.has(next, '</')) this.endTag();
    else if (this.source.has(next, '<')) this.startTag();
    else if (this.source.has(next, '&')) this.reference();
  }

  private reference(): void {
    const reference = readReference(this.source, this.position);
    this.hasSurrogates ||= reference !== null && isSurrogate(reference.codePoint);
    this.writer.write(reference ? String.fromCodePoint(reference.codePoint) : '&');
    this.position = reference?.next ?? this.position + 1;
  }

  private startTag(): void {
    const tag = readStartTag(this.source, this.position);
    this.open.push({ tag, offset: this.writer.length, mark: this.writer.mark });
    this.position = tag.next;
  }

  private endTag(): void {
    const at = (): string => `at byte offset ${String(this.source.byteOffset(this.position))}`;
    const open = this.open.pop();
    if (!open) throw new EntityParseError(`Unexpected end tag ${at()}`);
    const { name, next } = readEndTag(this.source, this.position);
    if (name !== '' && name !== open.tag.name) {
      throw new EntityParseError(`Unmatched end tag ${at()}, expected "</${open.tag.name}>", found "</${name}>"`);
    }
    this.position = next;
    if (this.writer.length > open.offset) this.close(open);
  }

  private close({ tag, offset, mark }: OpenTag): void {
    const place = { offset, length: this.writer.length - offset };
    switch (tag.name) {
      case 'a':
        this.entities.push(
          ...linkEntity(tag.argument === '' ? shownAddress(this.writer, mark, place.length) : tag.argument, place),
        );
        break;
      case 'tg-emoji':
        this.entities.push({ type: 'custom_emoji', ...place, custom_emoji_id: emojiId(tag.argument) });
        break;
      case 'tg-time':
        this.closeTime(tag, place);
        break;
      case 'pre':
      case 'code':
        this.closeVerbatim(tag, place);
        break;
      case 'blockquote':
        this.entities.push({ type: tag.argument === 'expandable' ? 'expandable_blockquote' : 'blockquote', ...place });
        break;
      default:
        this.entities.push({ type: STYLES[tag.name] ?? 'bold', ...place });
    }
  }

  /** A moment before 1970 is none, and leaves its text as it is. */
  private closeTime({ unix, argument }: StartTag, place: { offset: number; length: number }): void {
    const unixTime = leadingInt32(unix);
    const fields = dateTimeFields(unixTime, argument);
    if (unixTime > 0) this.entities.push({ type: 'date_time', ...place, ...fields });
  }

  private closeVerbatim(tag: StartTag, place: { offset: number; length: number }): void {
    const inner = this.entities.at(-1);
    const isWrapped = inner?.offset === place.offset && inner.length === place.length;
    if (isWrapped && becameBlock(inner, tag)) return;
    const language = tag.name === 'code' && tag.argument !== '' ? { language: tag.argument } : {};
    this.entities.push({ type: tag.name, ...place, ...language });
  }
}

/** `<pre><code class="language-x">`, in either order, is one block in that language. */
function becameBlock(inner: Entity, { name, argument }: StartTag): boolean {
  const language = name === 'code' ? argument : (inner.language ?? '');
  const isOther = name === 'code' ? inner.type === 'pre' && inner.language === undefined : inner.type === 'code';
  if (!isOther || language === '') return false;
  Object.assign(inner, { type: 'pre', language });
  return true;
}

function emojiId(given: string): string {
  const id = integerIn(given, 64);
  if (id === null || id === 0n) throw new EntityParseError('Invalid custom emoji identifier specified');
  return String(id);
}

const STYLES: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
};
