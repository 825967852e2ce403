import { Action, Command, Ctx, Update } from 'nestjs-telegraf';
import { BotContext } from '@app/telegram';
import { turnsOf } from './asker';
import { AskersService, type PressedContext } from './askers.service';
import { MeService } from './me.service';

@Update()
export class MeUpdate {
  constructor(
    private readonly askers: AskersService,
    private readonly me: MeService,
  ) {}

  @Command('me')
  async answer(@Ctx() ctx: BotContext): Promise<void> {
    await this.askers.answer(ctx, (asker) => this.me.page(asker, 1));
  }

  @Action(turnsOf('me'))
  async turn(@Ctx() ctx: PressedContext): Promise<void> {
    await this.askers.turn(ctx, (asker, { page }) => this.me.page(asker, page));
  }
}
