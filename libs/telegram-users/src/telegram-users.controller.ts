import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentAccount, type Principal } from '@app/auth';
import { IdPipe, pageOf, PageQuery } from '@app/platform';
import {
  changedProfile,
  ChangeTelegramUserDto,
  EnterTelegramUserDto,
  TelegramUserPage,
  TelegramUserView,
  wholeProfile,
} from './telegram-users.dto';
import { TelegramUsersService } from './telegram-users.service';

@ApiTags('telegram-users')
@ApiBearerAuth()
@Controller('telegram-users')
export class TelegramUsersController {
  constructor(private readonly people: TelegramUsersService) {}

  /** The people you may see: those you entered and those your bots met, oldest first. An admin sees all. */
  @Get()
  async list(@CurrentAccount() account: Principal, @Query() page: PageQuery): Promise<TelegramUserPage> {
    return pageOf(await this.people.visibleTo(account, page), page.limit, (person) => TelegramUserView.of(person));
  }

  /** One person. */
  @Get(':id')
  async get(@CurrentAccount() account: Principal, @Param('id', IdPipe) id: string): Promise<TelegramUserView> {
    return TelegramUserView.of(await this.people.get(account, id));
  }

  /** Enters a person. Each account keeps its own entries. */
  @Post()
  async enter(@CurrentAccount() account: Principal, @Body() body: EnterTelegramUserDto): Promise<TelegramUserView> {
    return TelegramUserView.of(await this.people.enter(account, wholeProfile(body)));
  }

  /** Replaces a person whom you entered: what is left out becomes empty. */
  @Put(':id')
  async replace(
    @CurrentAccount() account: Principal,
    @Param('id', IdPipe) id: string,
    @Body() body: EnterTelegramUserDto,
  ): Promise<TelegramUserView> {
    return TelegramUserView.of(await this.people.change(account, id, wholeProfile(body)));
  }

  /** Changes a person whom you entered: what is left out stays. */
  @Patch(':id')
  async change(
    @CurrentAccount() account: Principal,
    @Param('id', IdPipe) id: string,
    @Body() body: ChangeTelegramUserDto,
  ): Promise<TelegramUserView> {
    return TelegramUserView.of(await this.people.change(account, id, changedProfile(body)));
  }

  /** Removes a person whom you entered. */
  @Delete(':id')
  @HttpCode(204)
  async remove(@CurrentAccount() account: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    await this.people.remove(account, id);
  }
}
