import type { FormattedText } from '@app/formatting';
import type { Contents } from '../world/contents';
import { isShared, memberOf, type AnyChat } from '../world/membership';
import { nextNumber } from '../world/message-numbers';
import type { BotRecord, ChatRecord } from '../world/records';
import type { ForwardRecord, MessageRecord, ReplyMarkup } from '../world/message-record';
import type { World, WorldChange } from '../world/world';
import type { ChatActions } from './chat-actions';
import type { Author } from './posts';
import type { SharedChats } from './shared-chats';

/** What a bot puts into a chat. `replyTo` is the chat's own number of that message. */
export interface BotContent extends FormattedText, Contents {
  replyTo?: number;
  replyMarkup?: ReplyMarkup;
  topicId?: number;
  forward?: ForwardRecord;
  callId: number;
}

/** What takes the place of what stood in a message. */
export type NewContent = FormattedText & Contents;

/** What bots do, in private chats and in those that several share. What they may do is settled before. */
export class BotDoings {
  constructor(
    private readonly world: World,
    readonly sharedChats: SharedChats,
    private readonly actions: ChatActions,
  ) {}

  write(bot: BotRecord, chat: AnyChat, content: BotContent): MessageRecord {
    const given = withoutGaps(content);
    this.actions.end({ botId: bot.id, chatId: isShared(chat) ? chat.id : chat.personId, topicId: content.topicId });
    if (isShared(chat)) return this.sharedChats.posts.add(chat, { ...botAsAuthor(bot), ...given });
    const message: MessageRecord = { messageId: nextNumber(bot), from: 'bot', date: this.world.unixTime, ...given };
    chat.messages.push(message);
    this.tell('message', chat);
    return message;
  }

  /** A keyboard that is not given again is taken away. */
  edit(chat: AnyChat, message: MessageRecord, content: NewContent, replyMarkup: ReplyMarkup | undefined): void {
    if (replyMarkup) message.replyMarkup = replyMarkup;
    else delete message.replyMarkup;
    if (isShared(chat)) {
      this.sharedChats.posts.change(chat, message, content);
      return;
    }
    Object.assign(message, content, { editDate: this.world.unixTime });
    this.tell('edited', chat);
  }

  delete(chat: AnyChat, message: MessageRecord): void {
    chat.messages.splice(chat.messages.indexOf(message), 1);
    chat.pinned = chat.pinned?.filter((id) => id !== message.messageId) ?? [];
    this.tell('deleted', chat);
  }

  pin(bot: BotRecord, chat: AnyChat, message: MessageRecord): void {
    if (isShared(chat)) this.sharedChats.pin(chat, botAsAuthor(bot), message);
    else chat.pinned = [...(chat.pinned ?? []).filter((id) => id !== message.messageId), message.messageId];
    this.tell('edited', chat);
  }

  unpin(chat: AnyChat, messageIds: readonly number[]): void {
    chat.pinned = (chat.pinned ?? []).filter((id) => !messageIds.includes(id));
    this.tell('edited', chat);
  }

  react(bot: BotRecord, chat: AnyChat, message: MessageRecord, emoji: string[]): void {
    message.reactions = { ...message.reactions, [String(bot.id)]: emoji };
    this.tell('edited', chat);
  }

  leave(bot: BotRecord, chat: Exclude<AnyChat, ChatRecord>): void {
    const { userId } = memberOf(chat, bot.id);
    this.sharedChats.memberships.exit(chat, { ...botAsAuthor(bot), senderId: bot.id }, { userId, status: 'left' });
  }

  private tell(kind: WorldChange['kind'], chat: AnyChat): void {
    if (isShared(chat)) this.sharedChats.posts.announce(kind, chat);
    else this.world.announce({ kind, botId: chat.botId, personId: chat.personId });
  }
}

function botAsAuthor(bot: BotRecord): Author {
  return { from: 'bot', senderId: bot.id };
}

/** Fields that are not there rather than undefined: the state file and comparisons see the same. */
function withoutGaps({ replyTo, replyMarkup, topicId, forward, ...content }: BotContent): BotContent {
  return {
    ...content,
    ...(replyTo !== undefined && { replyTo }),
    ...(replyMarkup && { replyMarkup }),
    ...(topicId !== undefined && { topicId }),
    ...(forward && { forward }),
  };
}
