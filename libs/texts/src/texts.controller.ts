import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { AdminOnly, CurrentAccount, type Principal } from '@app/auth';
import { TextEditingService } from './text-editing.service';
import { ChangeTextDto, TextList, TextName, TextsQuery, TextView } from './texts.dto';

@ApiTags('admin')
@ApiBearerAuth()
@AdminOnly()
@Controller('admin/texts')
export class TextsController {
  constructor(private readonly texts: TextEditingService) {}

  /** Everything that the bot says in a language. */
  @Get()
  async list(@Query() { language }: TextsQuery): Promise<TextList> {
    return TextList.of(await this.texts.list(language));
  }

  /** Has the bot say something in other words, everywhere within a second. Its variables are checked first. */
  @Put(':language/:key')
  async change(
    @CurrentAccount() admin: Principal,
    @Param() { language, key: name }: TextName,
    @Body() { text }: ChangeTextDto,
  ): Promise<TextView> {
    return TextView.of(await this.texts.change(admin, language, { name, text }));
  }

  /** Goes back to the words that come with Chappe. */
  @Delete(':language/:key')
  @HttpCode(204)
  async restore(@CurrentAccount() admin: Principal, @Param() { language, key }: TextName): Promise<void> {
    await this.texts.restore(admin, language, key);
  }
}
