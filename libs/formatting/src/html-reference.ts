import type { Bytes } from './bytes';

/** A character reference that was read, and where the text goes on. */
export interface Reference {
  codePoint: number;
  next: number;
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** Reads `&lt;` or `&#60;` or `&#x3c;` with or without its semicolon; null when the `&` is only an `&`. */
export function readReference(bytes: Bytes, position: number): Reference | null {
  const found = /^&(?:#x([0-9a-f]*)|#(\d*)|([a-z]+))/i.exec(bytes.slice(position, position + 40));
  if (!found) return null;
  const [whole, hex, decimal, name] = found;
  const next = position + whole.length;
  const codePoint = name === undefined ? numeric(hex, decimal, whole.length) : (NAMED[name]?.charCodeAt(0) ?? 0);
  if (codePoint === 0) return null;
  return { codePoint, next: bytes.has(next, ';') ? next + 1 : next };
}

function numeric(hex: string | undefined, decimal: string | undefined, length: number): number {
  const value = hex === undefined ? Number.parseInt(decimal ?? '', 10) : Number.parseInt(hex, 16);
  return Number.isNaN(value) || value >= 0x10ffff || length >= 10 ? 0 : value;
}
