import { Ctx, Next, Update, Use } from 'nestjs-telegraf';
import { actorOf, BotContext } from '@app/telegram';
import { ForgettingService } from '@app/updates';

/** Lets only those bots go on to the commands that are to have them, and only to people who want to be known. It stands before all others. */
@Update()
export class BehaviourUpdate {
  constructor(private readonly forgetting: ForgettingService) {}

  @Use()
  async route(@Ctx() ctx: BotContext, @Next() next: () => Promise<void>): Promise<void> {
    const { behaviour } = ctx.bot;
    if (behaviour === 'silent' || isNowhere(ctx) || (await this.isForgotten(ctx))) return;
    if (behaviour === 'house') await next();
    else if (ctx.message && 'text' in ctx.message) await ctx.reply(ctx.message.text);
  }

  /** An answer would be something that is known of them again, also in a group. */
  private async isForgotten({ bot, update }: BotContext): Promise<boolean> {
    const actor = actorOf(update);
    return actor !== undefined && (await this.forgetting.isForgotten({ botId: bot.id, telegramId: actor.id }));
  }
}

/** A button under a message that somebody sent by way of a bot: no chat is told of, so there is none in which to answer. */
function isNowhere({ callbackQuery, chat }: BotContext): boolean {
  return callbackQuery !== undefined && chat === undefined;
}
