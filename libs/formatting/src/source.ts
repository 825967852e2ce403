/**
 * The text that a reader goes through. TDLib reads the UTF-8 bytes of a text that ends in a zero byte; all its marks are ASCII, so
 * reading UTF-16 units finds the same, and only its error messages count in bytes.
 */
export class Source {
  constructor(readonly text: string) {}

  get length(): number {
    return this.text.length;
  }

  /** The code of the unit at a position; 0 beyond the end. */
  at(position: number): number {
    return position < this.text.length ? this.text.charCodeAt(position) : 0;
  }

  has(position: number, characters: string): boolean {
    return this.text.startsWith(characters, position);
  }

  slice(begin: number, end: number): string {
    return this.text.slice(begin, end);
  }

  /** The first position from here on at which one of these characters stands; the end of the text if there is none. */
  find(position: number, characters: CharacterSet): number {
    let found = position;
    while (found < this.text.length && !characters.hasAt(this.text, found)) found += 1;
    return found;
  }

  /** The first position from here on at which none of these characters stands; the end of the text if there is none. */
  skip(position: number, characters: CharacterSet): number {
    let found = position;
    while (found < this.text.length && characters.hasAt(this.text, found)) found += 1;
    return found;
  }

  /** Whether a backslash stands here that takes its meaning from the next character (TDLib: any ASCII character but DEL). */
  isEscape(position: number): boolean {
    const next = this.at(position + 1);
    return this.has(position, '\\') && next > 0 && next <= 126;
  }

  byteOffset(position: number): number {
    return Buffer.byteLength(this.text.slice(0, position));
  }
}

/** The text that a reader writes. Entities are measured in UTF-16 units, as strings are. */
export class Writer {
  length = 0;
  private readonly chunks: string[] = [];

  write(text: string): void {
    if (text === '') return;
    this.chunks.push(text);
    this.length += text.length;
  }

  /** A place, to ask later what was written since. */
  get mark(): number {
    return this.chunks.length;
  }

  since(mark: number): string {
    return this.chunks.slice(mark).join('');
  }

  get last(): string {
    return this.chunks.at(-1)?.at(-1) ?? '';
  }

  toString(): string {
    return this.chunks.join('');
  }
}

/** Some ASCII characters, found faster than by a regular expression. */
export class CharacterSet {
  private readonly codes = new Uint8Array(128);

  constructor(characters: string) {
    for (let i = 0; i < characters.length; i++) this.codes[characters.charCodeAt(i)] = 1;
  }

  hasAt(text: string, position: number): boolean {
    return this.codes[text.charCodeAt(position)] === 1;
  }
}

/** Blanks as TDLib knows them: the form feed is none. */
export const BLANKS = ' \t\n\v\r';

/** TDLib compares names and schemes in ASCII only: the Kelvin sign is not a k. */
export function lowerAscii(text: string): string {
  return /[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text;
}
