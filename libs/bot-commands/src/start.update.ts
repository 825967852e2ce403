import { Ctx, Start, Update } from 'nestjs-telegraf';
import { BotContext } from '@app/telegram';
import type { Answer } from './answer';
import type { Asker } from './asker';
import { AskersService } from './askers.service';
import { LinkService } from './link.service';
import { lines } from './paging';
import { StartService } from './start.service';

@Update()
export class StartUpdate {
  constructor(
    private readonly askers: AskersService,
    private readonly start: StartService,
    private readonly links: LinkService,
  ) {}

  /** With the payload of a pairing it was written by Telegram, for somebody who opened its link. Other payloads are left alone. */
  @Start()
  async answer(@Ctx() ctx: BotContext & { payload: string }): Promise<void> {
    const opened = await this.links.opened(ctx.bot, ctx.payload.trim());
    if (opened) await this.askers.answerAnybody(ctx, (caller) => this.links.confirm(caller, opened));
    else await this.askers.answer(ctx, (asker) => this.greet(asker));
  }

  /** In a group the way to link it follows: the payload of its link may have been lost. */
  private async greet(asker: Asker): Promise<Answer> {
    const greeting = await this.start.answer(asker);
    const offer = asker.chat.type === 'private' ? null : await this.links.offerWhereFree(asker);
    return offer ? { ...offer, text: lines(greeting.text, '', offer.text) } : greeting;
  }
}
