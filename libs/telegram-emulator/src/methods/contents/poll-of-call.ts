import { characterCount, type FormattedText, isEmptyText } from '@app/formatting';
import { Params } from '../../calls/params';
import { badRequest, Refusal } from '../../calls/refusal';
import { formattedText } from '../text-of-call';

const LONGEST_QUESTION = 300;
const LONGEST_OPTION = 100;
const MOST_OPTIONS = 12;
const LONGEST_EXPLANATION = 200;

/** The question, unchecked as yet. */
export function questionOf(params: Params): FormattedText {
  return formattedText(params, { text: 'question', mode: 'question_parse_mode', entities: 'question_entities' });
}

/** What is to be chosen from, as texts or as objects (telegram-bot-api, Client.cpp: get_poll_options). */
export function optionsOf(params: Params): FormattedText[] {
  const given = structureOf(params);
  if (!Array.isArray(given)) throw badRequest('expected an Array of String as options');
  return given.map((one: unknown) => {
    if (typeof one === 'string') return formattedText(new Params({ text: one }), OPTION);
    if (typeof one !== 'object' || one === null) throw badRequest('expected an option to be of type String');
    if (!('text' in one)) throw badRequest('can\'t find field "text"');
    if ('media' in one) throw new Refusal(500, 'EMULATOR: media of InputPollOption not implemented');
    return formattedText(new Params({ ...one }), OPTION);
  });
}

/** The limits of https://core.telegram.org/bots/api#sendpoll, in TDLib's words (create_input_message_content). */
export function refuseBadQuestion({ text }: FormattedText, options: readonly FormattedText[]): void {
  if (isEmptyText(text)) throw badRequest('text must be non-empty');
  if (characterCount(text) > LONGEST_QUESTION) {
    throw badRequest(`poll question length must not exceed ${String(LONGEST_QUESTION)}`);
  }
  if (options.length === 0) throw badRequest('poll must have at least 1 option');
  if (options.length > MOST_OPTIONS) throw badRequest(`poll can't have more than ${String(MOST_OPTIONS)} options`);
  if (options.some((option) => isEmptyText(option.text))) throw badRequest('text must be non-empty');
  if (options.some((option) => characterCount(option.text) > LONGEST_OPTION)) {
    throw badRequest(`poll options length must not exceed ${String(LONGEST_OPTION)}`);
  }
}

/** The numbers of the right answers of a quiz. */
export function correctOptionsOf(params: Params, optionCount: number): number[] {
  const older = params.integer('correct_option_id') ?? -1;
  const given = params.has('correct_option_ids') ? listOf(params) : params.has('correct_option_id') ? [older] : [];
  const isRising = given.every((id, index) => index === 0 || id > (given[index - 1] ?? id));
  const areOptions = given.every((id) => Number.isInteger(id) && id >= 0 && id < optionCount);
  if (given.length === 0 || !areOptions || !isRising) throw badRequest('wrong correct option ID specified');
  return given;
}

/** Telegram's words for a long explanation are not known: the documentation forbids it. */
export function explanationOf(params: Params): FormattedText {
  const names = { text: 'explanation', mode: 'explanation_parse_mode', entities: 'explanation_entities' };
  const explanation = formattedText(params, names);
  if (characterCount(explanation.text) > LONGEST_EXPLANATION) {
    throw new Refusal(400, `EMULATOR-STRICT: an explanation has at most ${String(LONGEST_EXPLANATION)} characters`);
  }
  return explanation;
}

const OPTION = { text: 'text', mode: 'text_parse_mode', entities: 'text_entities' };

function structureOf(params: Params): unknown {
  try {
    return params.structure('options');
  } catch {
    throw badRequest("can't parse options JSON object");
  }
}

/** telegram-bot-api, Client.cpp: process_send_poll_query. */
function listOf(params: Params): number[] {
  const given = idsIn(params);
  if (!Array.isArray(given)) throw badRequest('expected an Array of correct option identifiers');
  return given.map((one: unknown) => {
    if (typeof one !== 'number') throw badRequest('correct option identifier must be of type Number');
    return one;
  });
}

function idsIn(params: Params): unknown {
  try {
    return params.structure('correct_option_ids');
  } catch {
    throw badRequest("can't parse correct option identifiers JSON object");
  }
}
