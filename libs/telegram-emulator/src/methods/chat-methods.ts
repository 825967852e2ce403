import type { Method, MethodCall } from '../calls/method';
import { badRequest } from '../calls/refusal';
import { privateChatOf, sharedChatInBotApiForm, userInBotApiForm } from '../world/bot-api-form';
import { memberInBotApiForm } from '../world/member-form';
import { isAdmin, isShared, may, memberOf, presentMembers } from '../world/membership';
import { messageInBotApiForm } from '../world/message-form';
import type { ChatRecord } from '../world/records';
import { PERMISSIONS, type MemberRecord, type SharedChatRecord } from '../world/shared-chat-records';
import { knownChat, knownSharedChat } from './chat-of-call';
import { memberOfCall } from './moderation/moderated-chat';

const GIFT_TYPES = { unlimited_gifts: true, limited_gifts: true, unique_gifts: true, premium_subscription: true };

/** https://core.telegram.org/bots/api#getchat, with the fields that every chat of its kind has. */
export const getChat: Method = {
  name: 'getChat',
  run: (call) => {
    const chat = knownChat(call, 'read');
    const pinned = chat.messages.find(({ messageId }) => messageId === chat.pinned?.at(-1));
    return {
      ...(isShared(chat) ? fullSharedChat(chat, memberOf(chat, call.bot.id)) : fullPrivateChat(call, chat)),
      ...(pinned && { pinned_message: messageInBotApiForm({ world: call.world, botId: call.bot.id }, chat, pinned, false) }),
      max_reaction_count: 11,
      accepted_gift_types: GIFT_TYPES,
    };
  },
};

/** https://core.telegram.org/bots/api#getchatmember */
export const getChatMember: Method = {
  name: 'getChatMember',
  run: (call) => {
    const { world, bot, params } = call;
    const userId = params.integer('user_id');
    if (userId === null || userId <= 0) throw badRequest('invalid user_id specified');
    const chat = knownChat(call, userId === bot.id ? 'read' : 'members');
    if (!isShared(chat) && userId !== chat.personId && userId !== bot.id) throw badRequest('member not found');
    if (isShared(chat)) return memberInBotApiForm(world, chat, memberOfCall(call, chat, userId), bot.id);
    return { user: userInBotApiForm(world, userId), status: 'member' };
  },
};

/** https://core.telegram.org/bots/api#getchatmembercount */
export const getChatMemberCount: Method = {
  name: 'getChatMemberCount',
  run: (call) => {
    const chat = knownChat(call, 'members');
    return isShared(chat) ? presentMembers(chat).length : 2;
  },
};

/** https://core.telegram.org/bots/api#getchatadministrators: other bots only when they are asked for. */
export const getChatAdministrators: Method = {
  name: 'getChatAdministrators',
  run: (call) => {
    const { world, bot, params } = call;
    const chat = knownSharedChat(call, 'members', 'there are no administrators in the private chat');
    return chat.members
      .filter(isAdmin)
      .filter(({ userId }) => userId === bot.id || !world.bots.has(userId) || params.flag('return_bots'))
      .map((member) => memberInBotApiForm(world, chat, member, bot.id));
  },
};

/** https://core.telegram.org/bots/api#leavechat */
export const leaveChat: Method = {
  name: 'leaveChat',
  run: (call) => {
    const chat = knownSharedChat(call, 'read', "can't leave private chats");
    call.bots.leave(call.bot, chat);
    return true;
  },
};

function fullSharedChat(chat: SharedChatRecord, bot: MemberRecord): object {
  const primary = chat.inviteLinks?.find(({ isPrimary, isRevoked }) => isPrimary && !isRevoked);
  return {
    ...sharedChatInBotApiForm(chat),
    ...(chat.username !== undefined && { active_usernames: [chat.username] }),
    ...(chat.linkedChatId !== undefined && { linked_chat_id: chat.linkedChatId }),
    ...(chat.hidesMembers && { has_hidden_members: true }),
    ...(chat.description !== undefined && { description: chat.description }),
    ...(primary && may(bot, 'can_invite_users') && { invite_link: primary.link }),
    ...(chat.type !== 'channel' && { permissions: permissionsForm(chat) }),
    accent_color_id: Math.abs(chat.id) % 7,
  };
}

function permissionsForm(chat: SharedChatRecord): object {
  const permissions: readonly string[] = chat.permissions ?? PERMISSIONS;
  return Object.fromEntries(PERMISSIONS.map((permission) => [permission, permissions.includes(permission)]));
}

function fullPrivateChat({ world }: MethodCall, { personId }: ChatRecord): object {
  const person = world.people.get(personId);
  if (!person) throw badRequest('chat not found');
  return {
    ...privateChatOf(person),
    ...(person.username !== undefined && { active_usernames: [person.username] }),
    accent_color_id: person.id % 7,
  };
}
