import { code, isBlank, type Bytes } from './bytes';
import { EntityParseError } from './entity';
import { readReference } from './html-reference';

/** A start tag: its name, and what its attributes say about the entity. */
export interface StartTag {
  name: string;
  argument: string;
  /** The position after the tag. */
  next: number;
}

const TAGS = new Set([
  'a',
  'b',
  'strong',
  'i',
  'em',
  's',
  'strike',
  'del',
  'u',
  'ins',
  'tg-spoiler',
  'tg-emoji',
  'span',
  'pre',
  'code',
  'blockquote',
]);

/** Reads the start tag whose `<` stands at `begin`. The errors are TDLib's (MessageEntity.cpp, parse_html). */
export function readStartTag(bytes: Bytes, begin: number): StartTag {
  let next = nameEnd(bytes, begin + 1);
  if (next === bytes.length) throw new EntityParseError(`Unclosed start tag at byte offset ${String(begin)}`);
  const name = bytes.slice(begin + 1, next).toLowerCase();
  if (!TAGS.has(name)) throw new EntityParseError(`Unsupported start tag "${name}" at byte offset ${String(begin)}`);
  let argument = '';
  for (next = skipBlanks(bytes, next); !bytes.has(next, '>'); next = skipBlanks(bytes, next)) {
    const attribute = readAttribute(bytes, next, { name, begin });
    argument = argumentOf(name, attribute) ?? argument;
    next = attribute.next;
  }
  if (name === 'span' && argument !== 'spoiler') {
    throw new EntityParseError(`Tag "span" must have class "tg-spoiler" at byte offset ${String(begin)}`);
  }
  return { name, argument, next: next + 1 };
}

/** Reads the end tag whose `<` stands at `begin`. */
export function readEndTag(bytes: Bytes, begin: number): { name: string; next: number } {
  const end = nameEnd(bytes, begin + 2);
  const next = skipBlanks(bytes, end);
  if (!bytes.has(next, '>')) throw new EntityParseError(`Unclosed end tag at byte offset ${String(begin)}`);
  return { name: bytes.slice(begin + 2, end).toLowerCase(), next: next + 1 };
}

interface Attribute {
  attribute: string;
  value: string;
  next: number;
}

function readAttribute(bytes: Bytes, position: number, tag: { name: string; begin: number }): Attribute {
  const nameEndsAt = bytes.find(position, (byte) => isBlank(byte) || byte === code('=') || byte === code('>'));
  const attribute = bytes.slice(position, nameEndsAt);
  if (attribute === '') {
    throw new EntityParseError(`Empty attribute name in the tag "${tag.name}" at byte offset ${String(tag.begin)}`);
  }
  const equals = skipBlanks(bytes, nameEndsAt);
  // An attribute may stand without a value, as in <blockquote expandable>.
  if (!bytes.has(equals, '=')) {
    if (equals >= bytes.length) {
      throw new EntityParseError(`Unclosed start tag "${tag.name}" at byte offset ${String(tag.begin)}`);
    }
    return { attribute, value: '', next: equals };
  }
  const valueAt = skipBlanks(bytes, equals + 1);
  if (valueAt >= bytes.length) throw new EntityParseError(`Unclosed start tag "${tag.name}" at byte offset ${String(tag.begin)}`);
  const quoted = bytes.has(valueAt, '"') || bytes.has(valueAt, "'");
  const { value, next } = quoted ? readQuoted(bytes, valueAt) : readToken(bytes, valueAt);
  if (next >= bytes.length) throw new EntityParseError(`Unclosed start tag at byte offset ${String(tag.begin)}`);
  return { attribute, value, next };
}

function readToken(bytes: Bytes, begin: number): { value: string; next: number } {
  const next = bytes.find(begin, (byte) => !/[a-z0-9.-]/i.test(String.fromCharCode(byte)));
  if (!isBlank(bytes.at(next)) && !bytes.has(next, '>')) {
    throw new EntityParseError(`Unexpected end of name token at byte offset ${String(begin)}`);
  }
  return { value: bytes.slice(begin, next).toLowerCase(), next };
}

function readQuoted(bytes: Bytes, begin: number): { value: string; next: number } {
  const quote = bytes.at(begin);
  let value = '';
  let next = begin + 1;
  while (next < bytes.length && bytes.at(next) !== quote) {
    const reference = bytes.has(next, '&') ? readReference(bytes, next) : null;
    const end = reference?.next ?? bytes.find(next + 1, (byte) => byte === quote || byte === code('&'));
    value += reference ? String.fromCodePoint(reference.codePoint) : bytes.slice(next, end);
    next = end;
  }
  return { value, next: next + 1 };
}

/** The attributes that mean something: by tag and name, the beginning that their value must have, which does not count. */
const MEANINGFUL: Record<string, string> = {
  'a href': '',
  'code class': 'language-',
  'span class': 'tg-',
  'tg-emoji emoji-id': '',
};

function argumentOf(tag: string, { attribute, value }: Attribute): string | undefined {
  if (tag === 'blockquote' && attribute === 'expandable') return 'expandable';
  const prefix = MEANINGFUL[`${tag} ${attribute}`];
  return prefix !== undefined && value.startsWith(prefix) ? value.slice(prefix.length) : undefined;
}

function nameEnd(bytes: Bytes, position: number): number {
  return bytes.find(position, (byte) => isBlank(byte) || byte === code('>'));
}

function skipBlanks(bytes: Bytes, position: number): number {
  return bytes.find(position, (byte) => !isBlank(byte));
}
