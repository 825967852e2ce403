import { Ctx, Next, Update, Use } from 'nestjs-telegraf';
import { BotContext } from '@app/telegram';

/** Lets only those bots go on to the commands that are to have them. It stands before all others. */
@Update()
export class BehaviourUpdate {
  @Use()
  async route(@Ctx() ctx: BotContext, @Next() next: () => Promise<void>): Promise<void> {
    if (ctx.bot.behaviour === 'house') await next();
    else if (ctx.bot.behaviour === 'echo' && ctx.message && 'text' in ctx.message) await ctx.reply(ctx.message.text);
  }
}
