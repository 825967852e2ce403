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

export function isPresent({ status }: MemberRecord): boolean {
  return status !== 'left' && status !== 'kicked';
}

export function isAdmin({ status }: MemberRecord): boolean {
  return status === 'creator' || status === 'administrator';
}

export function may({ status, rights }: MemberRecord, right: AdminRight): boolean {
  return status === 'creator' || (status === 'administrator' && rights?.includes(right) === true);
}

/** Everybody may write who is there, except the restricted ones; in a channel only who has the right to. */
export function mayWrite(chat: SharedChatRecord, member: MemberRecord): boolean {
  if (chat.type === 'channel') return may(member, 'can_post_messages');
  if (member.status === 'restricted') return member.permissions?.includes('can_send_messages') === true;
  return isPresent(member);
}

/** Who is restricted, and not allowed this. */
export function lacksPermission({ type }: SharedChatRecord, member: MemberRecord, permission: Permission): boolean {
  return type !== 'channel' && member.status === 'restricted' && member.permissions?.includes(permission) !== true;
}

export function presentMembers(chat: SharedChatRecord): MemberRecord[] {
  return chat.members.filter(isPresent);
}
