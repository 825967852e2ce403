import type { Method } from '../../calls/method';
import { badRequest } from '../../calls/refusal';
import { isPresent } from '../../world/membership';
import {
  chatToManage,
  FOR_SUPERGROUPS,
  memberOfCall,
  refuseToRestrict,
  refuseWithoutRight,
  untilDateOf,
  userOfCall,
} from './moderated-chat';
import { isEverything, permissionsOf } from './permissions-of-call';

/** https://core.telegram.org/bots/api#restrictchatmember: who may everything is restricted no more. */
export const restrictChatMember: Method = {
  name: 'restrictChatMember',
  run: (call) => {
    const userId = userOfCall(call);
    const permissions = permissionsOf(call.params);
    const chat = chatToManage(call, FOR_SUPERGROUPS, ['supergroup']);
    const member = memberOfCall(call, chat, userId);
    refuseToRestrict(call, chat, member);
    const { memberships } = call.bots.sharedChats;
    const isThere = isPresent(member);
    const kept = { userId, ...(member.readsAll && { readsAll: true }) };
    if (isEverything(permissions)) memberships.change(chat, call.bot.id, { ...kept, status: isThere ? 'member' : 'left' });
    else {
      const outside = isThere ? {} : { isOutside: true as const };
      memberships.change(chat, call.bot.id, { ...kept, status: 'restricted', permissions, ...outside, ...untilDateOf(call) });
    }
    return true;
  },
};

/** https://core.telegram.org/bots/api#setchatpermissions */
export const setChatPermissions: Method = {
  name: 'setChatPermissions',
  run: (call) => {
    const permissions = permissionsOf(call.params);
    const chat = chatToManage(call, "can't change private chat permissions");
    if (chat.type === 'channel') throw badRequest("can't change channel chat permissions");
    refuseWithoutRight(call, chat, 'can_restrict_members', 'not enough rights to change chat permissions');
    chat.permissions = permissions;
    call.world.announce({ kind: 'members', chatId: chat.id });
    return true;
  },
};
