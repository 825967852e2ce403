import type { ChatRecord } from './records';
import type { AdminRight, MemberRecord, Permission, SharedChatRecord } from './shared-chat-records';

/** A private chat, or one that several share. */
export type AnyChat = ChatRecord | SharedChatRecord;

export function isShared(chat: AnyChat): chat is SharedChatRecord {
  return 'members' in chat;
}

/** Somebody's membership; who never was there counts as having left. */
export function memberOf(chat: SharedChatRecord, userId: number): MemberRecord {
  return chat.members.find((one) => one.userId === userId) ?? { userId, status: 'left' };
}

export function isPresent({ status, isOutside }: MemberRecord): boolean {
  return status !== 'left' && status !== 'kicked' && isOutside !== true;
}

export function isAdmin({ status }: MemberRecord): boolean {
  return status === 'creator' || status === 'administrator';
}

export function may({ status, rights }: MemberRecord, right: AdminRight): boolean {
  return status === 'creator' || (status === 'administrator' && rights?.includes(right) === true);
}

/** Everybody may write who is there and is not kept from it; in a channel only who has the right to; to a channel anybody. */
export function mayWrite(chat: SharedChatRecord, member: MemberRecord): boolean {
  if (chat.directMessagesOf !== undefined) return true;
  if (chat.type === 'channel') return may(member, 'can_post_messages');
  return isPresent(member) && !lacksPermission(chat, member, 'can_send_messages');
}

/** What the chat forbids to all its members, or to this one. Administrators are above it. */
export function lacksPermission({ type, permissions }: SharedChatRecord, member: MemberRecord, wanted: Permission): boolean {
  if (type === 'channel' || isAdmin(member)) return false;
  if (permissions?.includes(wanted) === false) return true;
  return member.status === 'restricted' && member.permissions?.includes(wanted) !== true;
}

export function presentMembers(chat: SharedChatRecord): MemberRecord[] {
  return chat.members.filter(isPresent);
}
