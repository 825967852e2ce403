import { Action, Command, Ctx, Update } from 'nestjs-telegraf';
import { BotContext } from '@app/telegram';
import { turnsOf } from './asker';
import { AskersService, type PressedContext } from './askers.service';
import { WhereAmIService } from './whereami.service';

@Update()
export class WhereAmIUpdate {
  constructor(
    private readonly askers: AskersService,
    private readonly whereAmI: WhereAmIService,
  ) {}

  @Command('whereami')
  async answer(@Ctx() ctx: BotContext): Promise<void> {
    await this.askers.answer(ctx, (asker) => this.whereAmI.page(asker, 1, topicOf(ctx)));
  }

  @Action(turnsOf('whereami'))
  async turn(@Ctx() ctx: PressedContext): Promise<void> {
    await this.askers.turn(ctx, (asker, { to, page }) => this.whereAmI.page(asker, page, to === '' ? undefined : to));
  }
}

/** The topic of a forum in which a message stands; the general one has none. */
function topicOf({ message }: BotContext): string | undefined {
  const isInTopic = message !== undefined && 'is_topic_message' in message && message.is_topic_message === true;
  return isInTopic ? String(message.message_thread_id) : undefined;
}
