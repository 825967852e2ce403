import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { FromOwnMachine, IdPipe, pageOf, PageQuery, Public } from '@app/platform';
import { ListedUserPage, ListedUserView } from './telegram-users.dto';
import { TelegramUsersService } from './telegram-users.service';

@ApiTags('public')
@Public()
@Controller('public/telegram-users')
export class DirectoryController {
  constructor(private readonly people: TelegramUsersService) {}

  /** The public list: ids and usernames of people of the house bot who did not opt out, oldest first. */
  @Get()
  async list(@Query() page: PageQuery, @FromOwnMachine() fromOwnMachine: boolean): Promise<ListedUserPage> {
    return pageOf(await this.people.listed(page, fromOwnMachine), page.limit, (person) => ListedUserView.of(person));
  }

  /** One person of the public list. */
  @Get(':id')
  async get(@Param('id', IdPipe) id: string, @FromOwnMachine() fromOwnMachine: boolean): Promise<ListedUserView> {
    return ListedUserView.of(await this.people.getListed(id, fromOwnMachine));
  }
}
