import { characterCount } from '@app/formatting';
import type { Method, MethodCall } from '../../calls/method';
import { badRequest } from '../../calls/refusal';
import { isPresent, may, memberOf } from '../../world/membership';
import { ADMIN_RIGHTS, type AdminRight, type MemberRecord, type SharedChatRecord } from '../../world/shared-chat-records';
import { chatToManage, FOR_GROUPS, memberOfCall, NOT_FOR_GROUPS, refuseWithoutRight, userOfCall } from './moderated-chat';

const LONGEST_TITLE = 16;

/** https://core.telegram.org/bots/api#promotechatmember: without any right somebody is an administrator no more. */
export const promoteChatMember: Method = {
  name: 'promoteChatMember',
  olderNames: { can_manage_voice_chats: { kinds: ['boolean'] } },
  unmodelled: ['can_manage_direct_messages', 'can_manage_tags', 'can_send_welcome_messages', 'is_anonymous'],
  run: (call) => {
    const userId = userOfCall(call);
    const chat = chatToManage(call, NOT_FOR_GROUPS, ['supergroup', 'channel']);
    const rights = rightsOf(call, chat);
    const member = memberOfCall(call, chat, userId);
    if (rights.length === 0 && member.status !== 'administrator' && member.status !== 'creator') return true;
    refuseToPromote(call, chat, member, rights);
    const { customTitle, readsAll } = member;
    const kept = { userId, ...(readsAll && { readsAll }) };
    const promoted: MemberRecord =
      rights.length === 0
        ? { ...kept, status: 'member' }
        : {
            ...kept,
            status: 'administrator',
            rights: [...new Set<AdminRight>(['can_manage_chat', ...rights])],
            promotedBy: call.bot.id,
            ...(customTitle !== undefined && { customTitle }),
          };
    call.bots.sharedChats.memberships.change(chat, call.bot.id, promoted);
    return true;
  },
};

/** https://core.telegram.org/bots/api#setchatadministratorcustomtitle */
export const setChatAdministratorCustomTitle: Method = {
  name: 'setChatAdministratorCustomTitle',
  run: (call) => {
    const userId = userOfCall(call);
    const chat = chatToManage(call, FOR_GROUPS, ['group', 'supergroup']);
    const member = memberOfCall(call, chat, userId);
    if (member.status === 'creator') throw badRequest('only the owner can edit their custom title');
    if (member.status !== 'administrator') throw badRequest('user is not an administrator');
    if (member.promotedBy !== call.bot.id) throw badRequest('not enough rights to change custom title of the user');
    const customTitle = call.params.text('custom_title').trim();
    if (characterCount(customTitle) > LONGEST_TITLE) throw badRequest('ADMIN_RANK_INVALID');
    if (/\p{Extended_Pictographic}/u.test(customTitle)) throw badRequest('ADMIN_RANK_EMOJI_NOT_ALLOWED');
    const untitled = { ...member };
    delete untitled.customTitle;
    call.bots.sharedChats.memberships.change(chat, call.bot.id, { ...untitled, ...(customTitle !== '' && { customTitle }) });
    return true;
  },
};

/** In a channel the right to restrict members comes with the others unless it is named (Client.cpp: process_promote_chat_member_query). */
function rightsOf({ params }: MethodCall, { type }: SharedChatRecord): AdminRight[] {
  const older = params.flag('can_manage_voice_chats') ? 'can_manage_video_chats' : undefined;
  const rights = ADMIN_RIGHTS.filter((right) => right === older || params.flag(right));
  const isImplied = type === 'channel' && rights.length > 0 && !params.given('can_restrict_members');
  return isImplied ? [...rights, 'can_restrict_members'] : rights;
}

/** TDLib, DialogParticipantManager::promote_channel_participant; codes: https://core.telegram.org/method/channels.editAdmin */
function refuseToPromote(call: MethodCall, chat: SharedChatRecord, member: MemberRecord, rights: readonly AdminRight[]): void {
  if (member.status === 'creator') throw badRequest("can't remove chat owner");
  if (member.userId === call.bot.id) throw badRequest("can't promote self");
  refuseWithoutRight(call, chat, 'can_promote_members', 'not enough rights');
  if (member.status === 'administrator' && member.promotedBy !== call.bot.id) throw badRequest('CHAT_ADMIN_REQUIRED');
  if (!isPresent(member)) throw badRequest('USER_NOT_PARTICIPANT');
  if (rights.some((right) => !may(memberOf(chat, call.bot.id), right))) throw badRequest('RIGHT_FORBIDDEN');
}
