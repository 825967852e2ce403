import {
  characterCount,
  cleanText,
  type Entity,
  EntityParseError,
  type FormattedText,
  isEmptyText,
  parserFor,
  withFoundEntities,
} from '@app/formatting';
import type { Params } from '../calls/params';
import { badRequest } from '../calls/refusal';
import { givenEntities } from './given-entities';

const LONGEST_TEXT = 4_096;
const LONGEST_CAPTION = 1_024;
const MOST_BYTES = 32_768;

/** The rest of a message's formatting is lost without a word (rubenlagus/TelegramBots#854). */
const MOST_ENTITIES = 100;
/** "A good approximation of the current limit on the total message entities size" (tdlib/telegram-bot-api#165). */
const MOST_ENTITY_BYTES = 9_500;
const BYTES_OF_ENTITY = 12;

/** By which parameters a formatted text comes. */
export interface TextNames {
  text: string;
  mode: string;
  entities: string;
}

/** The text of a call as it will be shown: parsed, trimmed, with the links and commands that Telegram finds in it. */
export function textOfCall(params: Params): FormattedText {
  if (!params.has('text')) throw badRequest('message text is empty');
  const formatted = formattedText(params, { text: 'text', mode: 'parse_mode', entities: 'entities' });
  if (isEmptyText(formatted.text)) throw badRequest('text must be non-empty');
  return formatted;
}

/** The caption of a file; empty when there is none. One that shows nothing is kept (TDLib, get_formatted_text: allow_empty_string). */
export function captionOf(params: Params): FormattedText {
  return formattedText(params, { text: 'caption', mode: 'parse_mode', entities: 'caption_entities' });
}

/** A text by these parameters, which may be empty. */
export function formattedText(params: Params, names: TextNames): FormattedText {
  const raw = params.text(names.text);
  if (raw === '') return { text: '', entities: [] };
  if (Buffer.byteLength(raw) > MOST_BYTES) throw badRequest('text is too long');
  const { text, entities } = cleanText(parsed(raw, params, names));
  refuseLongEntities(entities);
  return withFoundEntities({ text, entities: entities.slice(0, MOST_ENTITIES) });
}

/** Only Telegram's backend refuses this, but a call that is wrong in other ways as well is not told so here. */
function refuseLongEntities(entities: readonly Entity[]): void {
  const sizes = entities.map(
    ({ url = '', language = '' }) => BYTES_OF_ENTITY + Buffer.byteLength(url) + Buffer.byteLength(language),
  );
  if (sizes.reduce((sum, size) => sum + size, 0) > MOST_ENTITY_BYTES) throw badRequest('ENTITIES_TOO_LONG');
}

/** Telegram counts characters, not bytes or UTF-16 units, and only once the markup is gone. */
export function isTooLong({ text }: FormattedText): boolean {
  return characterCount(text) > LONGEST_TEXT;
}

export function isLongCaption({ text }: FormattedText): boolean {
  return characterCount(text) > LONGEST_CAPTION;
}

export function refuseLongCaption(caption: FormattedText): void {
  if (isLongCaption(caption)) throw badRequest('message caption is too long');
}

function parsed(text: string, params: Params, names: TextNames): FormattedText {
  const mode = params.text(names.mode).toLowerCase();
  if (mode === '' || mode === 'none') return { text, entities: givenEntities(text, entitiesOf(params, names.entities)) };
  const parse = parserFor(mode);
  if (!parse) throw badRequest('unsupported parse_mode');
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof EntityParseError) throw badRequest(`can't parse entities: ${error.message}`);
    throw error;
  }
}

/** Broken JSON is ignored, as Telegram does. */
function entitiesOf(params: Params, name: string): unknown {
  try {
    return params.structure(name);
  } catch {
    return undefined;
  }
}
