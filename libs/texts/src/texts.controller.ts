import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { AdminOnly } from '@app/auth';
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
  async change(@Param() { language, key }: TextName, @Body() { text }: ChangeTextDto): Promise<TextView> {
    return TextView.of(await this.texts.change(language, key, text));
  }

  /** Goes back to the words that come with Chappe. */
  @Delete(':language/:key')
  @HttpCode(204)
  async restore(@Param() { language, key }: TextName): Promise<void> {
    await this.texts.restore(language, key);
  }
}
