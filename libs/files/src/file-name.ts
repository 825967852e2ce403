const LONGEST = 255;
const MADE_UP = 'file';

/** Control characters, and those that turn the direction of writing: they make a name look like another one. */
const INVISIBLE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const MIME_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;
const ANY_BYTES = 'application/octet-stream';

/**
 * What a file is called: the last part of what its sender calls it, in characters that can be stored and shown. Letters with their marks become
 * one character where there is one (NFC): Telegram drops marks that stand alone, which made `и` of a `й` from macOS.
 */
export function fileNameOf(given: string | undefined): string {
  const last = (given ?? '').toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(INVISIBLE, '').normalize('NFC').trim();
  return /^\.*$/.test(clean) ? MADE_UP : shortened(clean);
}

/** The type that a file is said to have, if that can be one. */
export function mimeTypeOf(given: string): string {
  const type = given.trim().toLowerCase();
  return MIME_TYPE.test(type) ? type : ANY_BYTES;
}

/** Cuts the name, not its ending, and no character in two. */
function shortened(name: string): string {
  if (name.length <= LONGEST) return name;
  const [ending = ''] = /\.[^.]{1,16}$/.exec(name) ?? [];
  return name.slice(0, LONGEST - ending.length).replace(/[\ud800-\udbff]$/, '') + ending;
}
