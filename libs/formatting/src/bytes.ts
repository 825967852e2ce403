/** A text as its UTF-8 bytes: Telegram's parsers count in bytes, and their error messages do too. Beyond the end everything is 0. */
export class Bytes {
  private readonly buffer: Buffer;

  constructor(text: string) {
    this.buffer = Buffer.from(text, 'utf8');
  }

  get length(): number {
    return this.buffer.length;
  }

  at(position: number): number {
    return this.buffer[position] ?? 0;
  }

  /** Whether these ASCII characters stand here. */
  has(position: number, characters: string): boolean {
    return Array.from(characters).every((character, i) => this.at(position + i) === character.charCodeAt(0));
  }

  slice(begin: number, end: number): string {
    return this.buffer.toString('utf8', begin, end);
  }

  /** The first position from here on whose byte the condition takes; the end of the text at the latest. */
  find(position: number, isIt: (byte: number) => boolean): number {
    let found = position;
    while (found < this.length && !isIt(this.at(found))) found += 1;
    return found;
  }
}

/** The text that a parser writes, with its length in UTF-16 units, in which entities are measured. */
export class TextWriter {
  utf16Length = 0;
  private readonly bytes: number[] = [];

  get byteLength(): number {
    return this.bytes.length;
  }

  byte(byte: number): void {
    this.bytes.push(byte);
    // A byte that goes on with a character adds nothing; one that begins a character of four bytes stands for a surrogate pair.
    if ((byte & 0xc0) !== 0x80) this.utf16Length += byte >= 0xf0 ? 2 : 1;
  }

  write(text: string): void {
    for (const byte of Buffer.from(text, 'utf8')) this.byte(byte);
  }

  textFrom(byteOffset: number): string {
    return Buffer.from(this.bytes.slice(byteOffset)).toString('utf8');
  }
}

/** What TDLib takes for a blank; the end of the text is one, too. */
export function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d && byte !== 0x0c) || byte === 0;
}

export function code(character: string): number {
  return character.charCodeAt(0);
}
