import { Ctx, Start, Update } from 'nestjs-telegraf';
import { looksLikePairing } from '@app/cabinet';
import { BotContext } from '@app/telegram';
import { AskersService } from './askers.service';
import { LinkService } from './link.service';
import { StartService } from './start.service';

@Update()
export class StartUpdate {
  constructor(
    private readonly askers: AskersService,
    private readonly start: StartService,
    private readonly links: LinkService,
  ) {}

  /** With the payload of a pairing it was written by Telegram, for somebody who opened its link. */
  @Start()
  async answer(@Ctx() ctx: BotContext & { payload: string }): Promise<void> {
    const payload = ctx.payload.trim();
    if (looksLikePairing(payload)) await this.askers.answerAnybody(ctx, (caller) => this.links.confirm(caller, payload));
    else await this.askers.answer(ctx, (asker) => this.start.answer(asker));
  }
}
