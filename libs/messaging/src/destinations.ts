import { Injectable } from '@nestjs/common';
import type { Sender } from '@app/bot-tokens';
import { ChatsService } from '@app/chat-membership';
import { isolated } from '@app/telegram';
import { MessagesRepository } from './messages.repository';
import { ChatMissingError, ChatNotFoundError, ForeignChatError } from './messaging.errors';

/** Where a message goes, through which bot, and under whose name. */
export interface Destination {
  readonly botId: string;
  readonly chatId: string;
  readonly heading: string | null;
  /** The topic of a forum, if it goes to one. */
  readonly topicId: number | null;
}

/** Finds out where a sender may write to. */
@Injectable()
export class Destinations {
  constructor(
    private readonly chats: ChatsService,
    private readonly messages: MessagesRepository,
  ) {}

  /** @throws ChatMissingError, ChatNotFoundError, ForeignChatError */
  async of(sender: Sender, { chatId, topicId }: { chatId?: string; topicId?: number }): Promise<Destination> {
    const { grant } = sender;
    if (grant) {
      const foreign =
        (chatId ?? grant.chatId) !== grant.chatId || (grant.topicId !== null && (topicId ?? grant.topicId) !== grant.topicId);
      if (foreign) throw new ForeignChatError();
      return { botId: grant.botId, chatId: grant.chatId, heading: asHeading(grant.heading), topicId: topicId ?? grant.topicId };
    }
    if (chatId === undefined) throw new ChatMissingError();
    return { ...(await this.ofAccount(sender.accountId, chatId)), topicId: topicId ?? null };
  }

  /** A chat in which the sender has written before. @throws ChatNotFoundError, ForeignChatError */
  async ofChat(sender: Sender, chatId: string): Promise<Destination> {
    return await this.of(sender, { chatId });
  }

  private async ofAccount(accountId: string, chatId: string): Promise<Omit<Destination, 'topicId'>> {
    const chat = await this.chats.findWritableBy(accountId, chatId);
    if (!chat) throw new ChatNotFoundError();
    const heading = await this.messages.headingFor(accountId, chat.botId);
    return { botId: chat.botId, chatId: chat.id, heading: asHeading(heading) };
  }
}

/** The name of a sender turns no words of the text below. */
function asHeading(name: string | null): string | null {
  return name === null ? null : isolated(name);
}
