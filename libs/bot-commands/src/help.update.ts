import { Ctx, Help, Update } from 'nestjs-telegraf';
import { BotContext } from '@app/telegram';
import type { Answer } from './answer';
import type { Asker } from './asker';
import { AskersService } from './askers.service';
import { commandsIn } from './commands';
import { lines } from './paging';

@Update()
export class HelpUpdate {
  constructor(private readonly askers: AskersService) {}

  @Help()
  async answer(@Ctx() ctx: BotContext): Promise<void> {
    await this.askers.answer(ctx, (asker) => Promise.resolve(help(asker)));
  }
}

function help({ chat, say }: Asker): Answer {
  const commands = commandsIn(chat.type === 'private' ? 'all_private_chats' : 'all_chat_administrators');
  const line = (command: string, description: string) => say('help.line', { command, description });
  return { text: lines(say('help.head'), ...commands.map(({ name, description }) => line(name, say(description).text))) };
}
