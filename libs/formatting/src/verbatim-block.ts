import { code, isBlank, type Bytes } from './bytes';

/** What stands after the three backticks of a block: perhaps a language, perhaps a line break, which does not count. */
export function readBlockHead(bytes: Bytes, position: number): { attributes: { language?: string }; next: number } {
  const languageEnd = bytes.find(position, (byte) => isBlank(byte) || byte === code('`'));
  const hasLanguage = languageEnd > position && languageEnd < bytes.length && !bytes.has(languageEnd, '`');
  const next = hasLanguage ? languageEnd : position;
  const attributes = hasLanguage ? { language: bytes.slice(position, languageEnd) } : {};
  return { attributes, next: next + lineBreakLength(bytes, next) };
}

function lineBreakLength(bytes: Bytes, position: number): number {
  if (bytes.has(position, '\r\n') || bytes.has(position, '\n\r')) return 2;
  return bytes.has(position, '\n') || bytes.has(position, '\r') ? 1 : 0;
}
