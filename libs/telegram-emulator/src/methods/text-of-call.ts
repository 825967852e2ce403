import type { Params } from '../calls/params';
import { badRequest } from '../calls/refusal';
import { arrangeEntities } from '../entities/arrange-entities';
import { characterCount } from '../entities/character-count';
import { cleanText } from '../entities/clean-text';
import { EntityParseError, type FormattedText } from '../entities/entity';
import { withFoundEntities } from '../entities/find-entities';
import { givenEntities } from '../entities/given-entities';
import { parserFor } from '../entities/parse-text';

const LONGEST_TEXT = 4_096;

/** The text of a call as it will be shown: parsed, trimmed, with the links and commands that Telegram finds in it. */
export function textOfCall(params: Params): FormattedText {
  const raw = params.text('text');
  if (raw === '') throw badRequest('message text is empty');
  const { text, entities } = parsed(raw, params);
  const formatted = cleanText({ text, entities: arrangeEntities(entities) });
  if (formatted.text === '') throw badRequest('text must be non-empty');
  return withFoundEntities(formatted);
}

/** Telegram counts characters, not bytes or UTF-16 units, and only once the markup is gone. */
export function refuseTooLong({ text }: FormattedText): void {
  if (characterCount(text) > LONGEST_TEXT) throw badRequest('message is too long');
}

function parsed(text: string, params: Params): FormattedText {
  const mode = params.text('parse_mode').toLowerCase();
  if (mode === '' || mode === 'none') return { text, entities: givenEntities(text, entitiesOf(params)) };
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
function entitiesOf(params: Params): unknown {
  try {
    return params.structure('entities');
  } catch {
    return undefined;
  }
}
