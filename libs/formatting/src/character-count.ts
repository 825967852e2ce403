/** How many characters (code points) a text has: what Telegram's limits count, not bytes and not UTF-16 units. */
export function characterCount(text: string): number {
  return Array.from(text).length;
}
