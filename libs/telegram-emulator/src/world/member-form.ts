import { userInBotApiForm } from './bot-api-form';
import { ADMIN_RIGHTS, PERMISSIONS, type AdminRight, type MemberRecord, type SharedChatRecord } from './shared-chat-records';
import type { World } from './world';

const ONLY_IN: Partial<Record<AdminRight, readonly SharedChatRecord['type'][]>> = {
  can_post_messages: ['channel'],
  can_edit_messages: ['channel'],
  can_pin_messages: ['group', 'supergroup'],
  can_manage_topics: ['supergroup'],
};

/** As `viewerId` sees it: https://core.telegram.org/bots/api#chatmember */
export function memberInBotApiForm(
  world: World,
  chat: SharedChatRecord,
  member: MemberRecord,
  viewerId?: number,
): Record<string, unknown> {
  const user = userInBotApiForm(world, member.userId);
  const title = member.customTitle === undefined ? {} : { custom_title: member.customTitle };
  switch (member.status) {
    case 'creator':
      return { user, status: 'creator', is_anonymous: false, ...title };
    case 'administrator':
      return {
        user,
        status: 'administrator',
        can_be_edited: isEditable(member, viewerId),
        is_anonymous: false,
        ...rightsIn(chat, member),
        ...title,
      };
    case 'restricted':
      return { user, status: 'restricted', is_member: member.isOutside !== true, ...untilDate(member), ...permissionsOf(member) };
    case 'kicked':
      // A basic group keeps no list of the banned: who was removed is shown as having left (MTProto, updateChatParticipant).
      return chat.type === 'group' ? { user, status: 'left' } : { user, status: 'kicked', ...untilDate(member) };
    case 'member':
    case 'left':
      return { user, status: member.status };
  }
}

/** By whoever promoted them. */
function isEditable({ promotedBy }: MemberRecord, viewerId: number | undefined): boolean {
  return promotedBy !== undefined && promotedBy === viewerId;
}

function untilDate(member: MemberRecord): { until_date: number } {
  return { until_date: member.untilDate ?? 0 };
}

function rightsIn({ type }: SharedChatRecord, { rights = [] }: MemberRecord): Record<string, boolean> {
  const here = ADMIN_RIGHTS.filter((right) => ONLY_IN[right]?.includes(type) !== false);
  return Object.fromEntries(here.map((right) => [right, rights.includes(right)]));
}

function permissionsOf({ permissions = [] }: MemberRecord): Record<string, boolean> {
  return Object.fromEntries(PERMISSIONS.map((permission) => [permission, permissions.includes(permission)]));
}
