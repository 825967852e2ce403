import { Controller, Get, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentAccount, type Principal } from '@app/auth';
import { ApiListing, IdPipe, listing, ListingQuery } from '@app/platform';
import { CHAT_OF_PERSON_COLUMNS, ChatOfPersonPage, ChatOfPersonView } from './chats.dto';
import { VisibleChatsService } from './visible-chats.service';

@ApiTags('telegram-users')
@ApiBearerAuth()
@Controller('telegram-users/:id/chats')
export class ChatsOfPersonController {
  constructor(private readonly chats: VisibleChatsService) {}

  /** The chats in which a person is or was, of those that you may see. */
  @Get()
  @ApiListing(ChatOfPersonPage)
  async list(
    @CurrentAccount() account: Principal,
    @Param('id', IdPipe) id: string,
    @Query() query: ListingQuery,
  ): Promise<ChatOfPersonPage | StreamableFile> {
    return await listing(query, {
      name: 'chats-of-person',
      columns: CHAT_OF_PERSON_COLUMNS,
      rows: (limit, after) => this.chats.chatsOf(account, id, { limit, after }),
      view: (chat) => ChatOfPersonView.of(chat),
    });
  }
}
