import { Controller, Get, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentAccount, type Principal } from '@app/auth';
import { ApiListing, IdPipe, listing, ListingQuery } from '@app/platform';
import { CHAT_COLUMNS, ChatPage, ChatsQuery, ChatView, MEMBER_COLUMNS, MemberPage, MembersQuery, MemberView } from './chats.dto';
import { TOPIC_COLUMNS, TopicPage, TopicView } from './topics.dto';
import { VisibleChatsService } from './visible-chats.service';

@ApiTags('chats')
@ApiBearerAuth()
@Controller('chats')
export class ChatsController {
  constructor(private readonly chats: VisibleChatsService) {}

  /** The chats that are paired with you and those of your bots, oldest first. An admin sees all. */
  @Get()
  @ApiListing(ChatPage)
  async list(@CurrentAccount() account: Principal, @Query() query: ChatsQuery): Promise<ChatPage | StreamableFile> {
    return await listing(query, {
      name: 'chats',
      columns: CHAT_COLUMNS,
      rows: (limit, after) => this.chats.list(account, query, { limit, after }),
      view: (chat) => ChatView.of(chat),
    });
  }

  /** One chat. */
  @Get(':id')
  async get(@CurrentAccount() account: Principal, @Param('id', IdPipe) id: string): Promise<ChatView> {
    return ChatView.of(await this.chats.get(account, id));
  }

  /**
   * Who is in a chat, and who was. Whoever sees the chat sees them here, and each of them at `members/:personId`; anonymous admins,
   * and the people of channels, are for the bot's owner only. The list is complete where the chat says `membersFollowed`. Among the
   * people of `telegram-users` a member of Chappe finds only those whom the member's own bots met, not those of the house bot.
   */
  @Get(':id/members')
  @ApiListing(MemberPage)
  async members(
    @CurrentAccount() account: Principal,
    @Param('id', IdPipe) id: string,
    @Query() query: MembersQuery,
  ): Promise<MemberPage | StreamableFile> {
    return await listing(query, {
      name: 'members',
      columns: MEMBER_COLUMNS,
      rows: (limit, after) => this.chats.membersOf(account, id, query.active, { limit, after }),
      view: (member) => MemberView.of(member),
    });
  }

  /** Somebody who is or was in a chat, by the `telegramUserId` of the list. */
  @Get(':id/members/:personId')
  async member(
    @CurrentAccount() account: Principal,
    @Param('id', IdPipe) id: string,
    @Param('personId', IdPipe) personId: string,
  ): Promise<MemberView> {
    return MemberView.of(await this.chats.memberOf(account, id, personId));
  }

  /** The topics of a forum that its bot has seen, in the order in which they were made. */
  @Get(':id/topics')
  @ApiListing(TopicPage)
  async topics(
    @CurrentAccount() account: Principal,
    @Param('id', IdPipe) id: string,
    @Query() query: ListingQuery,
  ): Promise<TopicPage | StreamableFile> {
    return await listing(query, {
      name: 'topics',
      columns: TOPIC_COLUMNS,
      rows: (limit, after) => this.chats.topicsOf(account, id, { limit, after }),
      view: (topic) => TopicView.of(topic),
    });
  }
}
