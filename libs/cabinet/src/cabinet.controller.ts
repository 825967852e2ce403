import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentAccount, type Principal } from '@app/auth';
import { MessagePage, MessagesService, MessageView } from '@app/messaging';
import { pageOf, PageQuery } from '@app/platform';
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
  @Get('messages')
  async history(@CurrentAccount() account: Principal, @Query() { limit, after }: PageQuery): Promise<MessagePage> {
    return pageOf(await this.messages.list({ accountId: account.id }, limit, after), limit, (message) => MessageView.of(message));
  }
}
