import { Action, Ctx, Update } from 'nestjs-telegraf';
import { UNLINK, UnpairingService } from '@app/cabinet';
import { BotContext } from '@app/telegram';
import { texts } from './texts';

/** The button under the notice that a chat was linked. */
@Update()
export class UnlinkUpdate {
  constructor(private readonly pairings: UnpairingService) {}

  @Action(UNLINK)
  async unlink(@Ctx() ctx: BotContext & { match: RegExpExecArray }): Promise<void> {
    const ended = await this.pairings.unpair(ctx.bot.id, ctx.match[1] ?? '');
    const words = ended ? texts.unlinked() : texts.unlinkedAlready();
    await ctx.answerCbQuery(words);
    await ctx.editMessageText(words);
  }
}
