import { Ctx, On, Update } from 'nestjs-telegraf';
import { BotContext } from '@app/telegram';
import { AskersService } from './askers.service';

/** In private every text gets an answer; in groups people speak with each other. */
@Update()
export class UnknownTextUpdate {
  constructor(private readonly askers: AskersService) {}

  @On('text')
  async answer(@Ctx() ctx: BotContext): Promise<void> {
    if (ctx.chat?.type !== 'private') return;
    await this.askers.answer(ctx, ({ say }) => Promise.resolve({ text: say('unknown') }));
  }
}
