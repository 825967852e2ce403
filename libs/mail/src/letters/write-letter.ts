import type { Locale } from '../locale';
import { en } from './en';
import type { Language } from './language';
import { setLetter, type Letter } from './letter';
import { ru } from './ru';
import type { TemplateData, TemplateName } from './template-data';

const LANGUAGES: Readonly<Record<Locale, Language>> = { en, ru };

/** Names are as long as somebody likes; addresses and reasons must stay whole. */
const LONGEST_NAME = 64;
const LONGEST_VALUE = 300;

/** Line breaks and other white space, control characters, and those that turn the direction of writing around. */
const NOT_IN_A_LINE = /[\s\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** Writes a letter. What it is told is put into one line each, and cut if it is too long: people choose their names. */
export function writeLetter<Name extends TemplateName>(locale: Locale, name: Name, data: TemplateData[Name]): Letter {
  const { drafts, footer } = LANGUAGES[locale];
  return setLetter(drafts[name](tidy(data)), footer, locale);
}

function tidy<Data extends object>(data: Data): Data {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, tidyValue(key, value)])) as Data;
}

function tidyValue(key: string, value: unknown): unknown {
  if (typeof value !== 'string' || key.endsWith('Url')) return value;
  return cut(value.toWellFormed().replace(NOT_IN_A_LINE, ' ').trim(), key === 'name' ? LONGEST_NAME : LONGEST_VALUE);
}

/** By characters, not by halves of them. */
function cut(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
