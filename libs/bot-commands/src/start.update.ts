import { Ctx, Start, Update } from 'nestjs-telegraf';
import { BotContext } from '@app/telegram';
import { AskersService } from './askers.service';
import { StartService } from './start.service';

@Update()
export class StartUpdate {
  constructor(
    private readonly askers: AskersService,
    private readonly start: StartService,
  ) {}

  @Start()
  async answer(@Ctx() ctx: BotContext): Promise<void> {
    await this.askers.answer(ctx, (asker) => this.start.answer(asker));
  }
}
