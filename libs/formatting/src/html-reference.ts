import type { Source } from './source';

/** A character reference that was read, and where the text goes on. */
export interface Reference {
  codePoint: number;
  next: number;
}

const NAMED = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
]);

const REFERENCE = /&(?:#x([0-9a-f]*)|#([0-9]*)|([a-z]+))/giy;

/** Longer numbers are no references to TDLib, leading zeros or not. */
const LONGEST_NUMBER = 9;

/** Reads `&lt;` or `&#60;` or `&#x3c;` with or without its semicolon; null when the `&` is only an `&`. */
export function readReference(source: Source, position: number): Reference | null {
  REFERENCE.lastIndex = position;
  const found = REFERENCE.exec(source.text);
  if (!found || source.has(position, '&#X')) return null;
  const [whole, hex, decimal, name] = found;
  const next = position + whole.length;
  const codePoint = name === undefined ? numeric(hex, decimal, whole.length) : (NAMED.get(name)?.charCodeAt(0) ?? 0);
  if (codePoint === 0) return null;
  return { codePoint, next: source.has(next, ';') ? next + 1 : next };
}

function numeric(hex: string | undefined, decimal: string | undefined, length: number): number {
  if (length > LONGEST_NUMBER) return 0;
  const value = hex === undefined ? Number.parseInt(decimal ?? '', 10) : Number.parseInt(hex, 16);
  return Number.isNaN(value) || value >= 0x10ffff ? 0 : value;
}

export function isSurrogate(codePoint: number): boolean {
  return codePoint >= 0xd800 && codePoint <= 0xdfff;
}
