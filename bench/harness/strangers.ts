/** The username that such an account has, or would have. */
export function plantedName(prefix: string, index: number): string {
  return `${prefix}-${String(index).padStart(6, '0')}`;
}

/** An address that no other request of the run comes from, for the head of a proxy. */
export function clientAddress(number: number): string {
  return `10.${String((number >> 16) & 255)}.${String((number >> 8) & 255)}.${String(number & 255)}`;
}
