import type { Method } from '../calls/method';
import type { Params } from '../calls/params';
import { badRequest } from '../calls/refusal';
import { isReactionEmoji } from '../world/reaction-emoji';
import { knownChat, messageOfCall } from './chat-of-call';

/** https://core.telegram.org/bots/api#setmessagereaction: a bot sets at most one, and an empty list takes it back. */
export const setMessageReaction: Method = {
  name: 'setMessageReaction',
  run: (call) => {
    const emoji = emojiOf(call.params);
    const chat = knownChat(call, 'read');
    const message = messageOfCall(call, chat, 'message to react');
    if (emoji.length > 1) throw badRequest('REACTIONS_TOO_MANY');
    if (!emoji.every(isReactionEmoji)) throw badRequest('REACTION_INVALID');
    call.bots.react(call.bot, chat, message, emoji);
    return true;
  },
};

function emojiOf(params: Params): string[] {
  const given = parsed(params);
  if (given === undefined) return [];
  if (!Array.isArray(given)) throw badRequest('expected an Array of ReactionType');
  return given.map((one: unknown) => {
    if (typeof one !== 'object' || one === null || !('type' in one)) throw badRequest('expected an Object of ReactionType');
    if (one.type !== 'emoji' || !('emoji' in one)) throw badRequest('REACTION_INVALID');
    return String(one.emoji);
  });
}

function parsed(params: Params): unknown {
  try {
    return params.structure('reaction');
  } catch {
    throw badRequest("can't parse reaction types JSON object");
  }
}
