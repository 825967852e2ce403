import type { Method, MethodCall } from '../../calls/method';
import { badRequest } from '../../calls/refusal';
import { inviteLinkInBotApiForm } from '../../world/invite-link-form';
import type { InviteLinkRecord, SharedChatRecord } from '../../world/shared-chat-records';
import { chatToManage, refuseWithoutRight } from './moderated-chat';

const LONGEST_NAME = 32;
const MOST_MEMBERS = 99_999;
const IN_PRIVATE = "can't invite members to a private chat";

/** https://core.telegram.org/bots/api#createchatinvitelink */
export const createChatInviteLink: Method = {
  name: 'createChatInviteLink',
  run: (call) => {
    const chat = chatToManage(call, IN_PRIVATE);
    refuseLimitedApproval(call);
    refuseWithoutLinks(call, chat);
    const terms = termsOf(call);
    const draft = { ...terms, creatorId: call.bot.id, isPrimary: false };
    return inviteLinkInBotApiForm(call.world, chat, call.bots.sharedChats.doors.addLink(chat, draft));
  },
};

/** https://core.telegram.org/bots/api#editchatinvitelink */
export const editChatInviteLink: Method = {
  name: 'editChatInviteLink',
  run: (call) => {
    const chat = chatWithLinks(call);
    refuseLimitedApproval(call);
    const link = ownLink(call, chat);
    const terms = termsOf(call);
    delete link.name;
    delete link.expireDate;
    delete link.memberLimit;
    Object.assign(link, terms);
    return inviteLinkInBotApiForm(call.world, chat, link);
  },
};

/** https://core.telegram.org/bots/api#exportchatinvitelink: a new primary link takes the place of the old one. */
export const exportChatInviteLink: Method = {
  name: 'exportChatInviteLink',
  run: (call) => renewPrimary(call, chatWithLinks(call)).link,
};

/** https://core.telegram.org/bots/api#revokechatinvitelink: in the place of a primary link comes another. */
export const revokeChatInviteLink: Method = {
  name: 'revokeChatInviteLink',
  run: (call) => {
    const chat = chatWithLinks(call);
    const link = ownLink(call, chat);
    link.isRevoked = true;
    if (link.isPrimary) renewPrimary(call, chat);
    return inviteLinkInBotApiForm(call.world, chat, link);
  },
};

/** TDLib, DialogInviteLinkManager::can_manage_dialog_invite_links. */
function chatWithLinks(call: MethodCall): SharedChatRecord {
  const chat = chatToManage(call, IN_PRIVATE);
  refuseWithoutLinks(call, chat);
  return chat;
}

function refuseWithoutLinks(call: MethodCall, chat: SharedChatRecord): void {
  refuseWithoutRight(call, chat, 'can_invite_users', 'not enough rights to manage chat invite link');
}

function refuseLimitedApproval({ params }: MethodCall): void {
  if (!params.flag('creates_join_request') || (params.integer('member_limit') ?? 0) <= 0) return;
  throw badRequest("member limit can't be specified for links requiring administrator approval");
}

/** Administrators manage their own links. */
function ownLink({ bot, params }: MethodCall, chat: SharedChatRecord): InviteLinkRecord {
  const address = params.text('invite_link');
  if (address === '') throw badRequest('invite link must be non-empty');
  const link = chat.inviteLinks?.find((one) => one.link === address && one.creatorId === bot.id);
  if (!link) throw badRequest('INVITE_HASH_EXPIRED');
  return link;
}

function renewPrimary({ bot, bots }: MethodCall, chat: SharedChatRecord): InviteLinkRecord {
  for (const link of chat.inviteLinks ?? []) if (link.isPrimary && link.creatorId === bot.id) link.isRevoked = true;
  return bots.sharedChats.doors.addLink(chat, { creatorId: bot.id, createsJoinRequest: false, isPrimary: true });
}

type Terms = Pick<InviteLinkRecord, 'createsJoinRequest' | 'name' | 'expireDate' | 'memberLimit'>;

function termsOf({ params, world }: MethodCall): Terms {
  const expireDate = Math.max(params.integer('expire_date') ?? 0, 0);
  const memberLimit = Math.min(Math.max(params.integer('member_limit') ?? 0, 0), MOST_MEMBERS);
  const createsJoinRequest = params.flag('creates_join_request');
  if (expireDate > 0 && expireDate <= world.unixTime) throw badRequest('EXPIRE_DATE_INVALID');
  const name = [...params.text('name').trim()].slice(0, LONGEST_NAME).join('');
  return {
    createsJoinRequest,
    ...(name !== '' && { name }),
    ...(expireDate > 0 && { expireDate }),
    ...(memberLimit > 0 && { memberLimit }),
  };
}
