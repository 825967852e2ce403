import { EntityParseError, INVALID_UNICODE } from './entity';
import { isSurrogate, readReference, type Reference } from './html-reference';
import { BLANKS, CharacterSet, lowerAscii, type Source } from './source';

/** A start tag: its name, and what its attributes say about the entity. */
export interface StartTag {
  name: string;
  argument: string;
  /** The `unix` of a `<tg-time>`. */
  unix: string;
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
  'tg-time',
  'span',
  'pre',
  'code',
  'blockquote',
]);

const BLANK = new CharacterSet(BLANKS);
/** A zero byte ends a tag as the end of the text does. */
const TAG_NAME_END = new CharacterSet(`${BLANKS}\0>`);
const ATTRIBUTE_NAME_END = new CharacterSet(`${BLANKS}\0=>/"'`);
const TOKEN = new CharacterSet('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-');
const IN_QUOTES = { '"': new CharacterSet('"&\0'), "'": new CharacterSet("'&\0") };

/** Reads the start tag whose `<` stands at `begin`. The errors are TDLib's (MessageEntity.cpp, parse_html). */
export function readStartTag(source: Source, begin: number): StartTag {
  const nameEnd = source.find(begin + 1, TAG_NAME_END);
  const name = lowerAscii(source.slice(begin + 1, nameEnd));
  const fail = (words: string, at = begin): EntityParseError =>
    new EntityParseError(`${words} at byte offset ${String(source.byteOffset(at))}`);
  if (source.at(nameEnd) === 0) throw fail('Unclosed start tag');
  if (!TAGS.has(name)) throw fail(`Unsupported start tag "${name}"`);
  const tag: StartTag = { name, argument: '', unix: '', next: nameEnd };
  for (let next = source.skip(nameEnd, BLANK); !source.has(next, '>'); next = source.skip(tag.next, BLANK)) {
    const attribute = readAttribute(source, next, name, fail);
    note(tag, attribute);
    tag.next = attribute.next;
  }
  if (name === 'span' && tag.argument !== 'spoiler') throw fail('Tag "span" must have class "tg-spoiler"');
  tag.next = source.skip(tag.next, BLANK) + 1;
  return tag;
}

/** Reads the end tag whose `<` stands at `begin`. */
export function readEndTag(source: Source, begin: number): { name: string; next: number } {
  const end = source.find(begin + 2, TAG_NAME_END);
  const next = source.skip(end, BLANK);
  if (!source.has(next, '>')) {
    throw new EntityParseError(`Unclosed end tag at byte offset ${String(source.byteOffset(begin))}`);
  }
  return { name: lowerAscii(source.slice(begin + 2, end)), next: next + 1 };
}

interface Attribute {
  attribute: string;
  /** Null for an attribute without a value, as in `<blockquote expandable>`. */
  value: string | null;
  next: number;
}

type Fail = (words: string, at?: number) => EntityParseError;

function readAttribute(source: Source, position: number, tag: string, fail: Fail): Attribute {
  const nameEnd = source.find(position, ATTRIBUTE_NAME_END);
  const attribute = source.slice(position, nameEnd);
  if (attribute === '') throw fail(`Empty attribute name in the tag "${tag}"`);
  const equals = source.skip(nameEnd, BLANK);
  const valueAt = source.has(equals, '=') ? source.skip(equals + 1, BLANK) : equals;
  if (source.at(valueAt) === 0) throw fail(`Unclosed start tag "${tag}"`);
  if (!source.has(equals, '=')) return { attribute, value: null, next: equals };
  const quoted = source.has(valueAt, '"') || source.has(valueAt, "'");
  const { value, next } = quoted ? readQuoted(source, valueAt) : readToken(source, valueAt, fail);
  if (source.at(next) === 0) throw fail('Unclosed start tag');
  return { attribute, value, next };
}

function readToken(source: Source, begin: number, fail: Fail): { value: string; next: number } {
  const next = source.skip(begin, TOKEN);
  const ends = next >= source.length || TAG_NAME_END.hasAt(source.text, next);
  if (!ends) throw fail('Unexpected end of name token', begin);
  return { value: lowerAscii(source.slice(begin, next)), next };
}

function readQuoted(source: Source, begin: number): { value: string; next: number } {
  const quote = source.has(begin, '"') ? '"' : "'";
  let value = '';
  let next = begin + 1;
  for (;;) {
    const end = source.find(next, IN_QUOTES[quote]);
    value += source.slice(next, end);
    if (!source.has(end, '&')) return { value, next: source.has(end, quote) ? end + 1 : end };
    const reference = readReference(source, end);
    value += characterOf(reference);

    next = reference?.next ?? end + 1;
  }
}

/** @throws EntityParseError for half a character: Telegram takes no address that is not well-formed */
function characterOf(reference: Reference | null): string {
  if (!reference) return '&';
  if (isSurrogate(reference.codePoint)) throw new EntityParseError(INVALID_UNICODE);
  return String.fromCodePoint(reference.codePoint);
}

/** The attributes that mean something: by tag and name, the beginning that their value must have, which does not count. */
const MEANINGFUL = new Map([
  ['a href', ''],
  ['code class', 'language-'],
  ['span class', 'tg-'],
  ['tg-emoji emoji-id', ''],
  ['tg-time format', ''],
]);

function note(tag: StartTag, { attribute, value }: Attribute): void {
  if (tag.name === 'blockquote' && attribute === 'expandable') tag.argument = 'expandable';
  if (tag.name === 'tg-time' && attribute === 'unix' && value !== null) tag.unix = value;
  const prefix = MEANINGFUL.get(`${tag.name} ${attribute}`);
  if (prefix !== undefined && value?.startsWith(prefix) === true) tag.argument = value.slice(prefix.length);
}
