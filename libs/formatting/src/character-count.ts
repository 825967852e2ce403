/** How many characters (code points) a text has: what Telegram's limits count, not bytes and not UTF-16 units. */
export function characterCount(text: string): number {
  let count = text.length;
  for (let i = 1; i < text.length; i++) if (isSurrogatePair(text, i - 1)) count -= 1;
  return count;
}

function isSurrogatePair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}
