import { Action, Command, Ctx, Update } from 'nestjs-telegraf';
import { BotContext } from '@app/telegram';
import { turnsOf } from './asker';
import { AskersService, type PressedContext } from './askers.service';
import { StatsService } from './stats.service';

@Update()
export class StatsUpdate {
  constructor(
    private readonly askers: AskersService,
    private readonly stats: StatsService,
  ) {}

  @Command('stats')
  async answer(@Ctx() ctx: BotContext): Promise<void> {
    await this.askers.answer(ctx, (asker) => this.stats.page(asker, 'people', 1));
  }

  @Action(turnsOf('stats'))
  async turn(@Ctx() ctx: PressedContext): Promise<void> {
    await this.askers.turn(ctx, (asker, { to, page }) =>
      to === 'details' ? this.stats.detailed(asker) : this.stats.page(asker, to === 'chats' ? 'chats' : 'people', page),
    );
  }
}
