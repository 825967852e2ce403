import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { TelegramUsersService } from '@app/telegram-users';
import type { Chat } from './chat.entity';
import { ChatNotFoundError, MemberNotFoundError } from './chats.errors';
import { MembersRepository, type ChatOfPerson, type Member, type Sight } from './members.repository';
import { TopicsRepository, type Topic } from './topics.repository';
import { VisibleChatsRepository, type ChatFilter, type Slice } from './visible-chats.repository';

/** Chats, their members and topics, for those who may see them. */
@Injectable()
export class VisibleChatsService {
  constructor(
    private readonly chats: VisibleChatsRepository,
    private readonly members: MembersRepository,
    private readonly topics: TopicsRepository,
    private readonly people: TelegramUsersService,
  ) {}

  async list(account: Principal, filter: ChatFilter, slice: Slice): Promise<Chat[]> {
    return await this.chats.list(account, filter, slice);
  }

  /** @throws ChatNotFoundError */
  async get(account: Principal, id: string): Promise<Chat> {
    const chat = await this.chats.find(account, id);
    if (!chat) throw new ChatNotFoundError();
    return chat;
  }

  /** @throws ChatNotFoundError */
  async membersOf(account: Principal, id: string, active: boolean | undefined, slice: Slice): Promise<Member[]> {
    const chat = await this.get(account, id);
    return await this.members.of(chat, await this.sightOf(account, chat), active, slice);
  }

  /** @throws ChatNotFoundError, MemberNotFoundError */
  async memberOf(account: Principal, id: string, personId: string): Promise<Member> {
    const chat = await this.get(account, id);
    const member = await this.members.find(chat, await this.sightOf(account, chat), personId);
    if (!member) throw new MemberNotFoundError();
    return member;
  }

  /** @throws ChatNotFoundError */
  async topicsOf(account: Principal, id: string, slice: Slice): Promise<Topic[]> {
    return await this.topics.of((await this.get(account, id)).id, slice);
  }

  /** Chats of a person: only those that the account may see. @throws TelegramUserNotFoundError */
  async chatsOf(account: Principal, personId: string, slice: Slice): Promise<ChatOfPerson[]> {
    const { telegramId } = await this.people.get(account, personId);
    return await this.members.chatsOf(account, telegramId, slice);
  }

  /** A chat that is paired with an account belongs to a bot of somebody else, which is told what Telegram hides from others. */
  private async sightOf(account: Principal, { botId }: Chat): Promise<Sight> {
    return (await this.chats.isOwner(account, botId)) ? 'all' : 'open';
  }
}
