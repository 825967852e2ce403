import { Action, Command, Ctx, Update } from 'nestjs-telegraf';
import { BotContext } from '@app/telegram';
import { turnsOf } from './asker';
import { AskersService, type PressedContext } from './askers.service';
import { ForgetMeService } from './forget-me.service';

@Update()
export class ForgetMeUpdate {
  constructor(
    private readonly askers: AskersService,
    private readonly forgetMe: ForgetMeService,
  ) {}

  @Command('forgetme')
  async ask(@Ctx() ctx: BotContext): Promise<void> {
    await this.askers.answer(ctx, (asker) => Promise.resolve(this.forgetMe.ask(asker)));
  }

  @Action(turnsOf('forgetme'))
  async decide(@Ctx() ctx: PressedContext): Promise<void> {
    await this.askers.turn(ctx, (asker, { to }) => this.forgetMe.decide(asker, to === 'yes'));
  }
}
