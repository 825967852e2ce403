import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentAccount, type Principal } from '@app/auth';
import { EndsAccess, IdPipe, pageOf, PageQuery } from '@app/platform';
import { BotTokenPage, BotTokenView } from './bot-tokens.dto';
import { BotTokensService } from './bot-tokens.service';

@ApiTags('cabinet')
@ApiBearerAuth()
@Controller('cabinet/bot-tokens')
export class BotTokensController {
  constructor(private readonly tokens: BotTokensService) {}

  /** Your bot tokens, newest first. Their texts are not known any more. */
  @Get()
  async list(@CurrentAccount() { id }: Principal, @Query() { limit, after }: PageQuery): Promise<BotTokenPage> {
    return pageOf(await this.tokens.ofAccount(id, limit, after), limit, (token) => BotTokenView.of(token));
  }

  /** Revokes a token at once. What was accepted with it is still sent, unless it waits for its `sendAt`: that is taken back. */
  @EndsAccess()
  @Delete(':id')
  @HttpCode(204)
  async revoke(@CurrentAccount() account: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    await this.tokens.revoke(account.id, id);
  }
}
