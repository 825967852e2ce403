import { Action, Command, Ctx, Update } from 'nestjs-telegraf';
import { BotContext } from '@app/telegram';
import { turnsOf } from './asker';
import { AskersService, type PressedContext } from './askers.service';
import { LanguageService } from './language.service';

@Update()
export class LanguageUpdate {
  constructor(
    private readonly askers: AskersService,
    private readonly languages: LanguageService,
  ) {}

  @Command('language')
  async answer(@Ctx() ctx: BotContext & { payload: string }): Promise<void> {
    await this.askers.answer(ctx, (asker) => this.languages.answer(asker, ctx.payload));
  }

  @Action(turnsOf('language'))
  async choose(@Ctx() ctx: PressedContext): Promise<void> {
    await this.askers.turn(ctx, (asker, { to }) => this.languages.choose(asker, to));
  }
}
