import { characterCount } from '@app/formatting';
import type { Method } from '../calls/method';
import type { Params } from '../calls/params';
import { badRequest } from '../calls/refusal';
import type { BotCommand } from '../world/records';
import { commandListOf } from './command-scope';

const MOST_COMMANDS = 100;
const LONGEST_COMMAND = 32;
const LONGEST_DESCRIPTION = 256;

/** https://core.telegram.org/bots/api#setmycommands */
export const setMyCommands: Method = {
  name: 'setMyCommands',
  run: (call) => {
    const { world, bot, params } = call;
    const drafts = draftsOf(params);
    const key = commandListOf(call);
    bot.commands[key] = commandsOf(drafts);
    world.announce({ kind: 'bots', botId: bot.id });
    return true;
  },
};

/** https://core.telegram.org/bots/api#getmycommands: exactly the list of this scope and language, empty when none was set. */
export const getMyCommands: Method = {
  name: 'getMyCommands',
  run: (call) => call.bot.commands[commandListOf(call)] ?? [],
};

/** https://core.telegram.org/bots/api#deletemycommands */
export const deleteMyCommands: Method = {
  name: 'deleteMyCommands',
  run: (call) => {
    const { world, bot } = call;
    const key = commandListOf(call);
    bot.commands = Object.fromEntries(Object.entries(bot.commands).filter(([one]) => one !== key));
    world.announce({ kind: 'bots', botId: bot.id });
    return true;
  },
};

/** What stands in the call, read before its scope is (telegram-bot-api, Client.cpp: get_bot_commands). */
function draftsOf(params: Params): BotCommand[] {
  const given = parsed(params, 'commands', "can't parse commands JSON object") ?? [];
  if (!Array.isArray(given)) throw badRequest('expected an Array of BotCommand');
  return given.map((one: unknown) => {
    if (typeof one !== 'object' || one === null) throw unreadable('expected an Object');
    const fields: Record<string, unknown> = { ...one };
    return { command: wordIn(fields, 'command'), description: wordIn(fields, 'description') };
  });
}

function wordIn(fields: Record<string, unknown>, name: string): string {
  const value = fields[name];
  if (value === undefined || value === null) throw unreadable(`Can't find field "${name}"`);
  if (typeof value !== 'string' && typeof value !== 'number') throw unreadable(`Field "${name}" must be of type String`);
  return String(value);
}

function unreadable(words: string): Error {
  return badRequest(`can't parse BotCommand: ${words}`);
}

/** The words of TDLib's BotCommand.cpp, and then the backend's codes. */
function commandsOf(drafts: readonly BotCommand[]): BotCommand[] {
  const commands = drafts.map(commandOf);
  if (commands.length > MOST_COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  if (commands.some(({ command }) => !/^[a-z0-9_]+$/.test(command))) throw badRequest('BOT_COMMAND_INVALID');
  return commands;
}

function commandOf(draft: BotCommand): BotCommand {
  const command = draft.command.trim().replace(/^\//, '');
  const description = draft.description.trim();
  if (command === '') throw badRequest('command must be non-empty');
  if (characterCount(command) > LONGEST_COMMAND) throw badRequest('command length must not exceed 32');
  if (description === '') throw badRequest('command description must be non-empty');
  if (characterCount(description) > LONGEST_DESCRIPTION) throw badRequest('command description length must not exceed 256');
  return { command, description };
}

function parsed(params: Params, name: string, words: string): unknown {
  try {
    return params.structure(name);
  } catch {
    throw badRequest(words);
  }
}
