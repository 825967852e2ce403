import type { Method, MethodCall } from '../../calls/method';
import { badRequest } from '../../calls/refusal';
import { isPresent } from '../../world/membership';
import type { MemberRecord, SharedChatRecord } from '../../world/shared-chat-records';
import {
  chatToManage,
  memberOfCall,
  NOT_FOR_GROUPS,
  refuseToRestrict,
  refuseWithoutRight,
  untilDateOf,
  userOfCall,
} from './moderated-chat';

/** https://core.telegram.org/bots/api#banchatmember */
export const banChatMember: Method = {
  name: 'banChatMember',
  run: (call) => {
    const userId = userOfCall(call);
    const chat = chatToManage(call, "can't ban members in private chats");
    const member = memberOfCall(call, chat, userId);
    if (chat.type === 'group') refuseToRemove(call, chat, member);
    else refuseToRestrict(call, chat, member);
    put(call, chat, member, { userId, status: 'kicked', ...untilDateOf(call) });
    if (call.params.flag('revoke_messages')) forgetMessages(call, chat, userId);
    return true;
  },
};

/** https://core.telegram.org/bots/api#unbanchatmember: who is there has to leave, unless only the banned are meant. */
export const unbanChatMember: Method = {
  name: 'unbanChatMember',
  run: (call) => {
    const userId = userOfCall(call);
    const chat = chatToManage(call, NOT_FOR_GROUPS, ['supergroup', 'channel']);
    const member = memberOfCall(call, chat, userId);
    if (call.params.flag('only_if_banned') && member.status !== 'kicked') return true;
    if (member.status === 'left') return true;
    refuseToRestrict(call, chat, member);
    put(call, chat, member, { userId, status: 'left' });
    return true;
  },
};

/** The backend's refusals for basic groups: https://core.telegram.org/method/messages.deleteChatUser */
function refuseToRemove(call: MethodCall, chat: SharedChatRecord, member: MemberRecord): void {
  refuseWithoutRight(call, chat, 'can_restrict_members', 'CHAT_ADMIN_REQUIRED');
  if (!isPresent(member)) throw badRequest('USER_NOT_PARTICIPANT');
  if (member.status === 'creator' || member.status === 'administrator') throw badRequest('CHAT_ADMIN_REQUIRED');
}

function put(call: MethodCall, chat: SharedChatRecord, member: MemberRecord, next: MemberRecord): void {
  const { memberships } = call.bots.sharedChats;
  if (isPresent(member)) memberships.exit(chat, { from: 'bot', senderId: call.bot.id }, next);
  else memberships.change(chat, call.bot.id, next);
}

function forgetMessages(call: MethodCall, chat: SharedChatRecord, userId: number): void {
  const theirs = chat.messages.filter(({ senderId, service }) => senderId === userId && !service);
  for (const message of theirs) call.bots.delete(chat, message);
}
