import { userInBotApiForm } from './bot-api-form';
import type { ServiceRecord } from './message-record';
import type { World } from './world';

/**
 * The fields of a service message, but for a pinned message, which the caller adds. Beside the documented names of who came and went the
 * official server still writes two older ones (telegram-bot-api, Client.cpp).
 */
export function serviceInBotApiForm(world: World, service: ServiceRecord): object {
  const plain = { ...service };
  delete plain.pinned_message;
  return { ...plain, ...cameForm(world, service.new_chat_members ?? []), ...leftForm(world, service.left_chat_member) };
}

function cameForm(world: World, ids: readonly number[]): object {
  const users = ids.map((id) => userInBotApiForm(world, id));
  const [first] = users;
  return first ? { new_chat_participant: first, new_chat_member: first, new_chat_members: users } : {};
}

function leftForm(world: World, id: number | undefined): object {
  if (id === undefined) return {};
  const user = userInBotApiForm(world, id);
  return { left_chat_participant: user, left_chat_member: user };
}
