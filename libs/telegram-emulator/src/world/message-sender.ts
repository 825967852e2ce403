import { sharedChatInBotApiForm, userInBotApiForm, type ApiUser } from './bot-api-form';
import { isShared, type AnyChat } from './membership';
import type { MessageRecord } from './message-record';
import type { World } from './world';

/** Stands for administrators who write in the name of their group. */
const ANONYMOUS_ADMIN: ApiUser = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };

/** Stands for people who write in a group in the name of a channel. */
const CHANNEL_BOT: ApiUser = { id: 136_817_688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' };

/** Brings the posts of a channel to the group that is linked to it. */
const TELEGRAM: ApiUser = { id: 777_000, is_bot: false, first_name: 'Telegram' };

/** By whom a message is, as `from` and `sender_chat` tell it: https://core.telegram.org/bots/api#message. Posts of a channel have no `from`. */
export function senderInBotApiForm(world: World, chat: AnyChat, message: MessageRecord): object {
  if (!isShared(chat)) return { from: userInBotApiForm(world, message.from === 'bot' ? chat.botId : chat.personId) };
  const signature = message.signature === undefined ? {} : { author_signature: message.signature };
  const channel = message.asChannel === undefined ? undefined : world.sharedChats.get(message.asChannel);
  if (channel) {
    const sender_chat = sharedChatInBotApiForm(channel);
    if (message.isAutomaticForward) return { from: TELEGRAM, sender_chat, is_automatic_forward: true };
    return { from: CHANNEL_BOT, sender_chat };
  }
  if (!message.asChat) return { from: userInBotApiForm(world, message.senderId ?? 0) };
  const inItsName = { ...signature, sender_chat: sharedChatInBotApiForm(chat) };
  return chat.type === 'channel' ? inItsName : { from: ANONYMOUS_ADMIN, ...inItsName };
}
