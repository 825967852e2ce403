import type { Method, MethodCall } from '../../calls/method';
import { badRequest } from '../../calls/refusal';
import { isPresent, memberOf } from '../../world/membership';
import { chatToManage, refuseWithoutRight, userOfCall } from './moderated-chat';

/** https://core.telegram.org/bots/api#approvechatjoinrequest */
export const approveChatJoinRequest: Method = {
  name: 'approveChatJoinRequest',
  run: (call) => answer(call, true),
};

/** https://core.telegram.org/bots/api#declinechatjoinrequest */
export const declineChatJoinRequest: Method = {
  name: 'declineChatJoinRequest',
  run: (call) => answer(call, false),
};

/** Codes: https://core.telegram.org/method/messages.hideChatJoinRequest */
function answer(call: MethodCall, isWelcome: boolean): true {
  const userId = userOfCall(call);
  const chat = chatToManage(call, "the chat can't have join requests");
  refuseWithoutRight(call, chat, 'can_invite_users', 'not enough rights to manage chat join requests');
  if (isWelcome && isPresent(memberOf(chat, userId))) throw badRequest('USER_ALREADY_PARTICIPANT');
  const request = chat.joinRequests?.find((one) => one.userId === userId);
  if (!request) throw badRequest('HIDE_REQUESTER_MISSING');
  call.bots.sharedChats.doors.answer(chat, request, call.bot.id, isWelcome);
  return true;
}
