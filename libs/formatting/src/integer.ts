const LARGEST = { 32: 2n ** 31n - 1n, 64: 2n ** 63n - 1n };

/** A whole number in its one canonical form, as TDLib's to_integer_safe demands it; null for anything else, and what does not fit. */
export function integerIn(text: string, bits: 32 | 64): bigint | null {
  if (!/^(?:0|-?[1-9]\d{0,18})$/.test(text)) return null;
  const value = BigInt(text);
  return value <= LARGEST[bits] && value >= -LARGEST[bits] - 1n ? value : null;
}

/** The number at the beginning of a text, whatever follows; too large a one loses its upper bits (TDLib's to_integer of 32 bits). */
export function leadingInt32(text: string): number {
  const [, sign, digits = ''] = /^(-?)(\d*)/.exec(text) ?? [];
  let value = 0;
  for (const digit of digits) value = (Math.imul(value, 10) + Number(digit)) | 0;
  return sign === '-' ? -value | 0 : value;
}
