import { Ctx, Next, Update, Use } from 'nestjs-telegraf';
import { actorOf, BotContext, chatOf, isByBot, isMessage, momentOf } from '@app/telegram';
import { ForgettingService } from '@app/updates';
import { PressesService } from './presses.service';

const MINUTE_MS = 60_000;

/**
 * Decides who is answered at all, before all other handlers: no bot, since two bots that answer each other never end; nobody
 * who wants to be forgotten; nothing from chats in which the bot is not itself.
 */
@Update()
export class BehaviourUpdate {
  constructor(
    private readonly forgetting: ForgettingService,
    private readonly presses: PressesService,
  ) {}

  @Use()
  async route(@Ctx() ctx: BotContext, @Next() next: () => Promise<void>): Promise<void> {
    const { behaviour } = ctx.bot;
    if (behaviour === 'silent' || isByBot(ctx.update) || isTooOld(ctx) || !this.isWelcome(ctx)) return;
    if (await this.isForgotten(ctx)) return;
    if (behaviour === 'house') await next();
    else if (ctx.message && 'text' in ctx.message) await ctx.reply(ctx.message.text);
  }

  /** Without a chat there is nowhere to answer: a button may stand under a message that was sent by way of the bot. */
  private isWelcome({ bot, update, callbackQuery }: BotContext): boolean {
    const chat = chatOf(update);
    if (!chat) return false;
    const personId = actorOf(update)?.id ?? 0;
    return callbackQuery === undefined || this.presses.admit({ botId: bot.id, chatId: chat.id, personId });
  }

  /** An answer would be something that is known of them again, also in a group. */
  private async isForgotten({ bot, update }: BotContext): Promise<boolean> {
    const actor = actorOf(update);
    return actor !== undefined && (await this.forgetting.isForgotten({ botId: bot.id, telegramId: actor.id }));
  }
}

function isTooOld({ bot, update }: BotContext): boolean {
  const minutes = bot.ignoreCommandsOlderThanMinutes;
  const at = isMessage(update) ? momentOf(update) : null;
  return minutes !== null && at !== null && at.getTime() < Date.now() - minutes * MINUTE_MS;
}
