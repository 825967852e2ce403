import { Action, Ctx, Update } from 'nestjs-telegraf';
import { UNLINK, UnpairingService } from '@app/cabinet';
import { AskersService, type PressedContext } from './askers.service';

/** The button under the notice that a chat was linked. */
@Update()
export class UnlinkUpdate {
  constructor(
    private readonly askers: AskersService,
    private readonly pairings: UnpairingService,
  ) {}

  @Action(UNLINK)
  async unlink(@Ctx() ctx: PressedContext): Promise<void> {
    const asker = await this.askers.find(ctx);
    if (!asker) return;
    const ended = await this.pairings.unpair(ctx.bot.id, ctx.match[1] ?? '');
    const words = asker.say(ended ? 'unlink.done' : 'notice.unlinkedAlready');
    await ctx.answerCbQuery(asker.say(ended ? 'notice.unlinked' : 'notice.unlinkedAlready').text);
    await ctx.editMessageText(words);
  }
}
