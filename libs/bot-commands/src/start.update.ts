import { Ctx, Start, Update } from 'nestjs-telegraf';
import { BotContext } from '@app/telegram';
import { StartService } from './start.service';

@Update()
export class StartUpdate {
  constructor(private readonly start: StartService) {}

  @Start()
  async answer(@Ctx() ctx: BotContext): Promise<void> {
    if (ctx.chat) await ctx.reply(await this.start.answer({ bot: ctx.bot, chat: ctx.chat, person: ctx.from }));
  }
}
