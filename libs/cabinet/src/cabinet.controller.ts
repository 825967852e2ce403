import { Body, Controller, Get, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentAccount, type Principal } from '@app/auth';
import { messageListOf, MessagePage, MessagesQuery, MessagesService, type MessageView } from '@app/messaging';
import { ApiListing, listing, type Page } from '@app/platform';
import { CreateBotTokenDto, CreatedBotTokenView } from './cabinet.dto';
import { SendKeysService } from './send-keys.service';

@ApiTags('cabinet')
@ApiBearerAuth()
@Controller('cabinet')
export class CabinetController {
  constructor(
    private readonly keys: SendKeysService,
    private readonly messages: MessagesService,
  ) {}

  /** Pairs the chat that shows the code with you, and gives a bot token that sends to it. The token is shown this once. */
  @Post('bot-tokens')
  async createToken(@CurrentAccount() account: Principal, @Body() body: CreateBotTokenDto): Promise<CreatedBotTokenView> {
    return CreatedBotTokenView.ofKey(await this.keys.issue(account.id, body));
  }

  /** Everything that was sent for you, newest first. */
  @ApiListing(MessagePage)
  @Get('messages')
  async history(
    @CurrentAccount() account: Principal,
    @Query() query: MessagesQuery,
  ): Promise<Page<MessageView> | StreamableFile> {
    return await listing(query, messageListOf(this.messages, { accountId: account.id }, query));
  }
}
