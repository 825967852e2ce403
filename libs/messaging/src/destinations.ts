import { Injectable } from '@nestjs/common';
import type { Sender } from '@app/bot-tokens';
import { ChatsService, type ChatType } from '@app/chat-membership';
import { isolated } from '@app/telegram';
import { MessagesRepository } from './messages.repository';
import {
  ChatMissingError,
  ChatNotFoundError,
  DirectMessagesTopicMissingError,
  ForeignChatError,
  NoDirectMessagesError,
} from './messaging.errors';
import type { SendRequest } from './send-request';

/** Where a message goes, through which bot, and under whose name. */
export interface Destination {
  readonly botId: string;
  readonly chatId: string;
  readonly chatType: ChatType;
  readonly heading: string | null;
  /** The topic of a forum, if it goes to one; null for General. */
  readonly topicId: number | null;
  /** The topic of a writer, if it goes to the direct messages of a channel. */
  readonly directMessagesTopicId?: string;
}

/** Where a request wants to go. */
type Wanted = Pick<SendRequest, 'chatId' | 'topicId' | 'directMessagesTopicId'>;

/** Where messages without a topic stand. Telegram takes no message that names it (telegram-bot-api, Client.cpp). */
const GENERAL = 1;

/** Finds out where a sender may write to. */
@Injectable()
export class Destinations {
  constructor(
    private readonly chats: ChatsService,
    private readonly messages: MessagesRepository,
  ) {}

  /** @throws ChatMissingError, ChatNotFoundError, ForeignChatError, NoDirectMessagesError, DirectMessagesTopicMissingError */
  async of(sender: Sender, wanted: Wanted): Promise<Destination> {
    const { grant } = sender;
    if (grant) return await this.ofGrant(grant, wanted);
    const { chatId, topicId, directMessagesTopicId } = wanted;
    if (chatId === undefined) throw new ChatMissingError();
    const { isDirectMessages, ...place } = await this.ofAccount(sender.accountId, chatId);
    ensureTopicFits(isDirectMessages, wanted);
    return { ...place, topicId: named(topicId), directMessagesTopicId };
  }

  /** A chat in which the sender has written before, for what names a message there. @throws ChatNotFoundError, ForeignChatError */
  async ofChat(sender: Sender, chatId: string): Promise<Destination> {
    const { grant, accountId } = sender;
    if (grant) return await this.ofGrant(grant, { chatId });
    const { botId, chatType, heading } = await this.ofAccount(accountId, chatId);
    return { botId, chatId, chatType, heading, topicId: null };
  }

  /** A bot token leads to one chat. It is not looked up, unless its direct messages are named: then it must have some. */
  private async ofGrant(grant: NonNullable<Sender['grant']>, wanted: Wanted): Promise<Destination> {
    const { chatId = grant.chatId, topicId = grant.topicId, directMessagesTopicId } = wanted;
    if (chatId !== grant.chatId || (grant.topicId !== null && topicId !== grant.topicId)) throw new ForeignChatError();
    if (directMessagesTopicId !== undefined) ensureTopicFits(await this.chats.isDirectMessages(chatId), wanted);
    const { botId, chatType, heading } = grant;
    return { botId, chatId, chatType, heading: asHeading(heading), topicId: named(topicId), directMessagesTopicId };
  }

  private async ofAccount(
    accountId: string,
    chatId: string,
  ): Promise<Pick<Destination, 'botId' | 'chatId' | 'chatType' | 'heading'> & { readonly isDirectMessages: boolean }> {
    const chat = await this.chats.findWritableBy(accountId, chatId);
    if (!chat) throw new ChatNotFoundError();
    const heading = await this.messages.headingFor(accountId, chat.botId);
    return {
      botId: chat.botId,
      chatId: chat.id,
      chatType: chat.type,
      heading: asHeading(heading),
      isDirectMessages: chat.isDirectMessages,
    };
  }
}

/** The name of a sender turns no words of the text below. */
function asHeading(name: string | null): string | null {
  return name === null ? null : isolated(name);
}

/** @throws NoDirectMessagesError, DirectMessagesTopicMissingError */
function ensureTopicFits(isDirectMessages: boolean, { topicId, directMessagesTopicId }: Wanted): void {
  if (!isDirectMessages && directMessagesTopicId !== undefined) throw new NoDirectMessagesError();
  if (isDirectMessages && (directMessagesTopicId === undefined || topicId !== undefined)) {
    throw new DirectMessagesTopicMissingError();
  }
}

function named(topicId: number | null | undefined): number | null {
  return topicId === GENERAL ? null : (topicId ?? null);
}
