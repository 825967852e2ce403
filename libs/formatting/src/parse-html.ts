import { Bytes, TextWriter } from './bytes';
import { EntityParseError, type Entity, type FormattedText } from './entity';
import { readReference } from './html-reference';
import { readEndTag, readStartTag } from './html-tag';
import { linkEntity } from './link-entity';

interface OpenTag {
  name: string;
  argument: string;
  offset: number;
  byteOffset: number;
}

/**
 * Reads a text with HTML, as https://core.telegram.org/bots/api#html-style describes it and TDLib (MessageEntity.cpp, parse_html) does it.
 * @throws EntityParseError in Telegram's words.
 */
export function parseHtml(text: string): FormattedText {
  return new HtmlParser(text).parse();
}

class HtmlParser {
  private readonly bytes: Bytes;
  private readonly writer = new TextWriter();
  private readonly open: OpenTag[] = [];
  private readonly entities: Entity[] = [];
  private position = 0;

  constructor(text: string) {
    this.bytes = new Bytes(text);
  }

  parse(): FormattedText {
    while (this.position < this.bytes.length) this.step();
    const unclosed = this.open.at(-1);
    if (unclosed) throw new EntityParseError(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
    // A language is only kept for code in <pre>.
    for (const entity of this.entities) if (entity.type === 'code') delete entity.language;
    return { text: this.writer.textFrom(0), entities: this.entities };
  }

  private step(): void {
    if (this.bytes.has(this.position, '</')) this.endTag();
    else if (this.bytes.has(this.position, '<')) this.startTag();
    else this.character();
  }

  private character(): void {
    const reference = this.bytes.has(this.position, '&') ? readReference(this.bytes, this.position) : null;
    if (!reference) {
      this.writer.byte(this.bytes.at(this.position));
      this.position += 1;
      return;
    }
    if (reference.codePoint >= 0xd800 && reference.codePoint <= 0xdfff) {
      const words =
        'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units';
      throw new EntityParseError(words);
    }
    this.writer.write(String.fromCodePoint(reference.codePoint));
    this.position = reference.next;
  }

  private startTag(): void {
    const { name, argument, next } = readStartTag(this.bytes, this.position);
    this.open.push({ name, argument, offset: this.writer.utf16Length, byteOffset: this.writer.byteLength });
    this.position = next;
  }

  private endTag(): void {
    const begin = this.position;
    const open = this.open.pop();
    if (!open) throw new EntityParseError(`Unexpected end tag at byte offset ${String(begin)}`);
    const { name, next } = readEndTag(this.bytes, begin);
    if (name !== '' && name !== open.name) {
      throw new EntityParseError(
        `Unmatched end tag at byte offset ${String(begin)}, expected "</${open.name}>", found "</${name}>"`,
      );
    }
    this.position = next;
    if (this.writer.utf16Length > open.offset) this.close(open);
  }

  private close(tag: OpenTag): void {
    const place = { offset: tag.offset, length: this.writer.utf16Length - tag.offset };
    switch (tag.name) {
      case 'a':
        this.entities.push(
          ...linkEntity(tag.argument === '' ? this.writer.textFrom(tag.byteOffset) : tag.argument, place.offset, place.length),
        );
        break;
      case 'tg-emoji':
        if (!/^[1-9]\d*$/.test(tag.argument)) throw new EntityParseError('Invalid custom emoji identifier specified');
        this.entities.push({ type: 'custom_emoji', ...place, custom_emoji_id: tag.argument });
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

  private closeVerbatim(tag: OpenTag, place: { offset: number; length: number }): void {
    const inner = this.entities.at(-1);
    const isWrapped = inner?.offset === place.offset && inner.length === place.length;
    if (isWrapped && becameBlock(inner, tag)) return;
    const language = tag.name === 'code' && tag.argument !== '' ? { language: tag.argument } : {};
    this.entities.push({ type: tag.name, ...place, ...language });
  }
}

/** `<pre><code class="language-x">`, in either order, is one block in that language. */
function becameBlock(inner: Entity, { name, argument }: OpenTag): boolean {
  const language = name === 'code' ? argument : (inner.language ?? '');
  if (inner.type !== OTHER_VERBATIM[name] || language === '') return false;
  Object.assign(inner, { type: 'pre', language });
  return true;
}

const OTHER_VERBATIM: Record<string, string> = { pre: 'code', code: 'pre' };

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
