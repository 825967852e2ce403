import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentAccount, PasswordDto, type Principal } from '@app/auth';
import { IdPipe, pageOf, PageQuery } from '@app/platform';
import { BotHealthView } from './bot-health.dto';
import { BotHealthService } from './bot-health.service';
import { BotChangesService } from './bot-changes.service';
import { BotPage, BotView, ChangeBotDto, changesOf, ConnectBotDto, newBotOf } from './bots.dto';
import { ConnectingService } from './connecting.service';
import { OwnedBotsService } from './owned-bots.service';

@ApiTags('bots')
@ApiBearerAuth()
@Controller('bots')
export class BotsController {
  constructor(
    private readonly bots: OwnedBotsService,
    private readonly connecting: ConnectingService,
    private readonly changes: BotChangesService,
    private readonly health: BotHealthService,
  ) {}

  /** Your bots, newest first. Their tokens are shown to nobody. */
  @Get()
  async list(@CurrentAccount() { id }: Principal, @Query() { limit, after }: PageQuery): Promise<BotPage> {
    return pageOf(await this.bots.page(id, limit, after), limit, (bot) => BotView.of(bot));
  }

  /**
   * Connects a bot by its BotFather token; the token is checked with Telegram first. When Telegram does not take the webhook, the
   * bot is connected all the same, and `trouble` says why.
   */
  @Post()
  async connect(@CurrentAccount() { id }: Principal, @Body() body: ConnectBotDto): Promise<BotView> {
    return BotView.of(await this.connecting.connect(id, newBotOf(body)));
  }

  /** One of your bots. */
  @Get(':id')
  async get(@CurrentAccount() account: Principal, @Param('id', IdPipe) id: string): Promise<BotView> {
    return BotView.of(await this.bots.get(account.id, id));
  }

  /**
   * Changes a bot. Switched off, it is answered when its calls on the wire have ended, and nothing starts afterwards. Another
   * token or another mode loses no update, and none takes effect twice.
   */
  @Patch(':id')
  async change(
    @CurrentAccount() account: Principal,
    @Param('id', IdPipe) id: string,
    @Body() body: ChangeBotDto,
  ): Promise<BotView> {
    return BotView.of(await this.changes.change(account.id, id, changesOf(body)));
  }

  /** Removes a bot: Telegram delivers nothing for it any more, and its chats, people and messages here are erased. Needs your password. */
  @Delete(':id')
  @HttpCode(204)
  async remove(
    @CurrentAccount() account: Principal,
    @Param('id', IdPipe) id: string,
    @Body() { password }: PasswordDto,
  ): Promise<void> {
    await this.bots.remove(account.id, id, password);
  }

  /** What is well with a bot and what is not, in words: compared with Telegram at this moment. */
  @Get(':id/health')
  async examine(@CurrentAccount() account: Principal, @Param('id', IdPipe) id: string): Promise<BotHealthView> {
    return BotHealthView.of(await this.health.examine(account.id, id));
  }

  /** Gives Telegram another address and another secret for the webhook, at once. Those before stay good until the next time, so that no update is lost. */
  @Post(':id/webhook-secret')
  @HttpCode(200)
  async renewWebhookSecret(@CurrentAccount() account: Principal, @Param('id', IdPipe) id: string): Promise<BotView> {
    return BotView.of(await this.changes.renewWebhookSecret(account.id, id));
  }

  /** Sets the webhook anew, with a new secret, and says how the bot is then. */
  @Post(':id/repair')
  @HttpCode(200)
  async repair(@CurrentAccount() account: Principal, @Param('id', IdPipe) id: string): Promise<BotHealthView> {
    return BotHealthView.of(await this.health.repair(account.id, id));
  }
}
