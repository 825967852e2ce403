import { Ctx, On, Update } from 'nestjs-telegraf';
import { BotContext } from '@app/telegram';
import { AskersService } from './askers.service';

/** In private every text gets an answer, formatted ones too (Bot API 10.1); in groups people speak with each other. */
@Update()
export class UnknownTextUpdate {
  constructor(private readonly askers: AskersService) {}

  @On('message')
  async answer(@Ctx() ctx: BotContext): Promise<void> {
    const isText = ctx.message !== undefined && ('text' in ctx.message || 'rich_message' in ctx.message);
    if (ctx.chat?.type !== 'private' || !isText) return;
    await this.askers.answer(ctx, ({ say }) => Promise.resolve({ text: say('unknown') }));
  }
}
