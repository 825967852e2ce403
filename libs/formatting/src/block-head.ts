import { BLANKS, CharacterSet, type Source } from './source';

const LANGUAGE_END = new CharacterSet(`${BLANKS}\0\``);

/** Reads the head of a block behind its three backticks: perhaps a language, perhaps a line break, which is no part of the code. */
export function readBlockHead(source: Source, position: number): { attributes: { language?: string }; next: number } {
  const languageEnd = source.find(position, LANGUAGE_END);
  const hasLanguage = languageEnd > position && languageEnd < source.length && !source.has(languageEnd, '`');
  const next = hasLanguage ? languageEnd : position;
  const attributes = hasLanguage ? { language: source.slice(position, languageEnd) } : {};
  return { attributes, next: next + lineBreakLength(source, next) };
}

function lineBreakLength(source: Source, position: number): number {
  if (source.has(position, '\r\n') || source.has(position, '\n\r')) return 2;
  return source.has(position, '\n') || source.has(position, '\r') ? 1 : 0;
}
