import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { base62 } from '@app/platform';

const PREFIX = 'chp_';
const RANDOM_BYTES = 32;
const SHAPE = /^chp_([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;

/** A new token: a prefix that scanners can look for, 32 random bytes, and a checksum that finds typing errors without a look-up. */
export function newTokenText(): string {
  const random = base62(randomBytes(RANDOM_BYTES));
  return `${PREFIX}${random}${checksum(random)}`;
}

/** Whether a text could be a token at all. */
export function looksLikeToken(text: string): boolean {
  const [, random, sum] = SHAPE.exec(text) ?? [];
  return random !== undefined && checksum(random) === sum;
}

/** What is stored of a token. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function checksum(text: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return base62(bytes);
}
