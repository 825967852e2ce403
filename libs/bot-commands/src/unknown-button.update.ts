import { Ctx, On, Update } from 'nestjs-telegraf';
import { BotContext } from '@app/telegram';

/** Every pressed button gets an answer, or Telegram shows a spinner for a minute. */
@Update()
export class UnknownButtonUpdate {
  @On('callback_query')
  async answer(@Ctx() ctx: BotContext): Promise<void> {
    await ctx.answerCbQuery();
  }
}
