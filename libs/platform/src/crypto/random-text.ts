import { randomBytes, randomInt } from 'node:crypto';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Crockford's alphabet: no I, L, O and U, so that nothing is misread aloud or on paper. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Bytes written in base 62 with a constant length for a constant number of bytes. */
export function base62(bytes: Buffer): string {
  const length = Math.ceil((bytes.length * 8) / Math.log2(62));
  let rest = BigInt(`0x0${bytes.toString('hex')}`);
  let text = '';
  for (let i = 0; i < length; i++) {
    text = `${BASE62[Number(rest % 62n)] ?? ''}${text}`;
    rest /= 62n;
  }
  return text;
}

/** Random letters and digits worth `byteCount` random bytes. */
export function randomBase62(byteCount: number): string {
  return base62(randomBytes(byteCount));
}

/** A random code of letters and digits that people can type; each character is worth five bits. */
export function randomCode(length: number): string {
  return Array.from({ length }, () => CROCKFORD[randomInt(CROCKFORD.length)]).join('');
}

/** A code as a person typed it, in the form in which it was made: no dashes or blanks, no I, L or O. */
export function normaliseCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
}
