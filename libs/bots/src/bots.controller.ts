import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentAccount, type Principal } from '@app/auth';
import { IdPipe, pageOf, PageQuery } from '@app/platform';
import { BotHealthView } from './bot-health.dto';
import { BotHealthService } from './bot-health.service';
import { BotSecretsService } from './bot-secrets.service';
import { BotPage, BotView, ChangeBotDto, ConnectBotDto, newBotOf } from './bots.dto';
import { ConnectingService } from './connecting.service';
import { OwnedBotsService } from './owned-bots.service';

@ApiTags('bots')
@ApiBearerAuth()
@Controller('bots')
export class BotsController {
  constructor(
    private readonly bots: OwnedBotsService,
    private readonly connecting: ConnectingService,
    private readonly secrets: BotSecretsService,
    private readonly health: BotHealthService,
  ) {}

  /** Your bots, newest first. Their tokens are shown to nobody. */
  @Get()
  async list(@CurrentAccount() { id }: Principal, @Query() { limit, after }: PageQuery): Promise<BotPage> {
    return pageOf(await this.bots.page(id, limit, after), limit, (bot) => BotView.of(bot));
  }

  /** Connects a bot by its BotFather token; the token is checked with Telegram first. */
  @Post()
  async connect(@CurrentAccount() { id }: Principal, @Body() body: ConnectBotDto): Promise<BotView> {
    return BotView.of(await this.connecting.connect(id, newBotOf(body)));
  }

  /** One of your bots. */
  @Get(':id')
  async get(@CurrentAccount() account: Principal, @Param('id', IdPipe) id: string): Promise<BotView> {
    return BotView.of(await this.bots.get(account.id, id));
  }

  /** Changes a bot. Switched off, it is answered when its calls on the wire have ended, and nothing starts afterwards. */
  @Patch(':id')
  async change(
    @CurrentAccount() account: Principal,
    @Param('id', IdPipe) id: string,
    @Body() { token, ...wishes }: ChangeBotDto,
  ): Promise<BotView> {
    return BotView.of(await this.secrets.changeWith(account.id, id, { token, wishes }));
  }

  /** Removes a bot: Telegram delivers nothing for it any more, and its chats, people and messages here are erased. */
  @Delete(':id')
  @HttpCode(204)
  async remove(@CurrentAccount() account: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    await this.bots.remove(account.id, id);
  }

  /** What is well with a bot and what is not, in words: compared with Telegram at this moment. */
  @Get(':id/health')
  async examine(@CurrentAccount() account: Principal, @Param('id', IdPipe) id: string): Promise<BotHealthView> {
    return BotHealthView.of(await this.health.examine(account.id, id));
  }

  /** Sets the webhook anew, with a new secret, and says how the bot is then. */
  @Post(':id/repair')
  @HttpCode(200)
  async repair(@CurrentAccount() account: Principal, @Param('id', IdPipe) id: string): Promise<BotHealthView> {
    return BotHealthView.of(await this.health.repair(account.id, id));
  }
}
