import { Action, Command, Ctx, Update } from 'nestjs-telegraf';
import { BotContext } from '@app/telegram';
import { turnsOf } from './asker';
import { AskersService, type PressedContext } from './askers.service';
import { SeenService } from './seen.service';

@Update()
export class SeenUpdate {
  constructor(
    private readonly askers: AskersService,
    private readonly seen: SeenService,
  ) {}

  @Command('seen')
  async answer(@Ctx() ctx: BotContext & { payload: string }): Promise<void> {
    await this.askers.answer(ctx, (asker) => this.seen.answer(asker, ctx.payload));
  }

  @Action(turnsOf('seen'))
  async turn(@Ctx() ctx: PressedContext): Promise<void> {
    await this.askers.turn(ctx, (asker, { to, page }) => this.seen.answer(asker, to, page));
  }
}
