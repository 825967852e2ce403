import type { Method, MethodCall } from '../calls/method';
import { badRequest } from '../calls/refusal';
import { menuButtonFor } from '../world/bot-profile';
import type { MenuButton } from '../world/records';

/** https://core.telegram.org/bots/api#setchatmenubutton */
export const setChatMenuButton: Method = {
  name: 'setChatMenuButton',
  run: (call) => {
    const button = buttonOf(call);
    const key = personOf(call) ?? 'default';
    call.bot.menuButtons = { ...call.bot.menuButtons, [key]: button };
    call.world.announce({ kind: 'bots', botId: call.bot.id });
    return true;
  },
};

/** https://core.telegram.org/bots/api#getchatmenubutton */
export const getChatMenuButton: Method = {
  name: 'getChatMenuButton',
  run: (call) => menuButtonFor(call.bot, personOf(call)),
};

function personOf(call: MethodCall): string | undefined {
  if (!call.params.has('chat_id')) return undefined;
  const personId = call.params.integer('chat_id') ?? 0;
  if (personId <= 0) throw badRequest('invalid chat_id specified');
  if (!call.world.people.has(personId)) throw badRequest('user not found');
  return String(personId);
}

/** telegram-bot-api, Client.cpp: get_bot_menu_button. */
function buttonOf({ params }: MethodCall): MenuButton {
  const given = parsed(params.text('menu_button'));
  if (given === undefined) return { type: 'default' };
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw unreadable('MenuButton must be an Object');
  const fields: Record<string, unknown> = { ...given };
  if (fields.type === undefined) throw unreadable('Can\'t find field "type"');
  if (fields.type === 'default' || fields.type === 'commands') return { type: fields.type };
  if (fields.type !== 'web_app') throw unreadable('MenuButton has unsupported type');
  return { type: 'web_app', text: textOf(fields, 'text'), web_app: { url: appUrl(fields.web_app) } };
}

function appUrl(given: unknown): string {
  if (typeof given !== 'object' || given === null) throw unreadable('Can\'t find field "web_app"');
  const url = textOf({ ...given }, 'url');
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') throw badRequest('BUTTON_URL_INVALID');
  return url;
}

function textOf(fields: Record<string, unknown>, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw unreadable(`Can't find field "${name}"`);
  return value;
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    throw badRequest("can't parse menu button JSON object");
  }
}

function unreadable(words: string): Error {
  return badRequest(`can't parse menu button: ${words}`);
}
