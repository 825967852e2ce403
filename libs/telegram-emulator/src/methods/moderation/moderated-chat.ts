import type { MethodCall } from '../../calls/method';
import { badRequest } from '../../calls/refusal';
import { may, memberOf } from '../../world/membership';
import type { AdminRight, MemberRecord, SharedChatRecord } from '../../world/shared-chat-records';
import { knownSharedChat } from '../chat-of-call';

export const FOR_GROUPS = 'method is available only for groups and supergroups';
export const FOR_SUPERGROUPS = 'method is available only for supergroups';
export const NOT_FOR_GROUPS = 'method is available for supergroup and channel chats only';

/** The chat to manage. @throws Refusal with these words in a private chat, and in chats of other types than the given ones. */
export function chatToManage(
  call: MethodCall,
  wordsElsewhere: string,
  types: readonly SharedChatRecord['type'][] = ['group', 'supergroup', 'channel'],
): SharedChatRecord {
  const chat = knownSharedChat(call, 'write', wordsElsewhere);
  if (!types.includes(chat.type)) throw badRequest(wordsElsewhere);
  return chat;
}

/** The user of the call, who need not exist. */
export function userOfCall({ params }: MethodCall): number {
  const userId = params.integer('user_id');
  if (userId === null || userId <= 0) throw badRequest('invalid user_id specified');
  return userId;
}

/** What somebody is in the chat. @throws Refusal when there is no such person or bot (TDLib, get_channel_participant). */
export function memberOfCall({ world }: MethodCall, chat: SharedChatRecord, userId: number): MemberRecord {
  if (world.people.has(userId) || world.bots.has(userId)) return memberOf(chat, userId);
  throw badRequest(chat.type === 'group' ? 'member not found' : 'PARTICIPANT_ID_INVALID');
}

export function refuseWithoutRight({ bot }: MethodCall, chat: SharedChatRecord, right: AdminRight, words: string): void {
  if (!may(memberOf(chat, bot.id), right)) throw badRequest(words);
}

/** Whom nobody, or not this bot, can ban or restrict (TDLib, DialogParticipantManager::restrict_channel_participant). */
export function refuseToRestrict(call: MethodCall, chat: SharedChatRecord, member: MemberRecord): void {
  if (member.status === 'creator') throw badRequest("can't remove chat owner");
  if (member.userId === call.bot.id) throw badRequest("can't restrict self");
  refuseWithoutRight(call, chat, 'can_restrict_members', 'not enough rights to restrict/unrestrict chat member');
  if (member.status === 'administrator' && member.promotedBy !== call.bot.id) {
    throw badRequest('user is an administrator of the chat');
  }
}

const SHORTEST_SECONDS = 30;
const LONGEST_SECONDS = 366 * 86_400;

/** When it ends. Less than 30 seconds, or more than 366 days, is for ever: https://core.telegram.org/bots/api#banchatmember */
export function untilDateOf({ params, world }: MethodCall): { untilDate?: number } {
  const untilDate = params.integer('until_date') ?? 0;
  const seconds = untilDate - world.unixTime;
  return seconds < SHORTEST_SECONDS || seconds > LONGEST_SECONDS ? {} : { untilDate };
}
