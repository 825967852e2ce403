import { userInBotApiForm } from './bot-api-form';
import type { InviteLinkRecord, SharedChatRecord } from './shared-chat-records';
import type { World } from './world';

/** https://core.telegram.org/bots/api#chatinvitelink */
export function inviteLinkInBotApiForm(world: World, chat: SharedChatRecord, link: InviteLinkRecord): object {
  const pending = (chat.joinRequests ?? []).filter((request) => request.link === link.link).length;
  return {
    invite_link: link.link,
    ...(link.name !== undefined && { name: link.name }),
    creator: userInBotApiForm(world, link.creatorId),
    ...(link.expireDate !== undefined && { expire_date: link.expireDate }),
    ...(link.memberLimit !== undefined && { member_limit: link.memberLimit }),
    ...(pending > 0 && { pending_join_request_count: pending }),
    creates_join_request: link.createsJoinRequest,
    is_primary: link.isPrimary,
    is_revoked: link.isRevoked,
  };
}
