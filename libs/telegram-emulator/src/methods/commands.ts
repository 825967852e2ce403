import type { Method } from '../calls/method';
import type { Params } from '../calls/params';
import { badRequest } from '../calls/refusal';
import { characterCount } from '../entities/character-count';
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
    bot.commands[commandListOf(call)] = commandsOf(params);
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

/** The words of TDLib's BotCommand.cpp, and the backend's code for a name with other characters. */
function commandsOf(params: Params): BotCommand[] {
  const given = parsed(params, 'commands', "can't parse commands JSON object");
  if (!Array.isArray(given)) throw badRequest('expected an Array of BotCommand');
  if (given.length > MOST_COMMANDS) throw badRequest('Too many bot commands specified');
  return given.map(commandOf);
}

function commandOf(given: unknown): BotCommand {
  if (typeof given !== 'object' || given === null) throw badRequest('expected an Object as BotCommand');
  const { command: name, description: words } = given as Record<string, unknown>;
  const command = typeof name === 'string' ? name.trim().replace(/^\//, '') : '';
  const description = typeof words === 'string' ? words.trim() : '';
  if (command === '') throw badRequest('command must be non-empty');
  if (characterCount(command) > LONGEST_COMMAND) throw badRequest('command length must not exceed 32');
  if (description === '') throw badRequest('command description must be non-empty');
  if (characterCount(description) > LONGEST_DESCRIPTION) throw badRequest('command description length must not exceed 256');
  if (!/^[a-z0-9_]+$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
  return { command, description };
}

function parsed(params: Params, name: string, words: string): unknown {
  try {
    return params.structure(name);
  } catch {
    throw badRequest(words);
  }
}
