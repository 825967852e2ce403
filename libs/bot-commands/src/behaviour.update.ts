import { Ctx, Next, Update, Use } from 'nestjs-telegraf';
import { ChatsService } from '@app/chat-membership';
import { BotContext } from '@app/telegram';

/** Lets only those bots go on to the commands that are to have them, and only to people who want to be known. It stands before all others. */
@Update()
export class BehaviourUpdate {
  constructor(private readonly chats: ChatsService) {}

  @Use()
  async route(@Ctx() ctx: BotContext, @Next() next: () => Promise<void>): Promise<void> {
    const { behaviour } = ctx.bot;
    if (behaviour === 'silent' || isNowhere(ctx) || (await this.isForgotten(ctx))) return;
    if (behaviour === 'house') await next();
    else if (ctx.message && 'text' in ctx.message) await ctx.reply(ctx.message.text);
  }

  /** A private chat with somebody who was forgotten is not known again by what they write. */
  private async isForgotten({ bot, chat }: BotContext): Promise<boolean> {
    if (chat?.type !== 'private') return false;
    const known = await this.chats.find(bot.id, chat.id);
    return known?.forgottenAt !== null;
  }
}

/** A button under a message that somebody sent by way of a bot: no chat is told of, so there is none in which to answer. */
function isNowhere({ callbackQuery, chat }: BotContext): boolean {
  return callbackQuery !== undefined && chat === undefined;
}
