import { Injectable, Logger } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { RunningBots } from '@app/bots';
import { BotApi, type CommandMenu } from '@app/telegram';
import { LANGUAGES, TextsService } from '@app/texts';
import { CommandMenusRepository, NO_COMMANDS } from './command-menus.repository';
import { commandsIn, SCOPES } from './commands';

/** Publishes the commands of bots, per language and scope: what people see when they type a slash. */
@Injectable()
export class CommandMenusService {
  private readonly log = new Logger(CommandMenusService.name);

  constructor(
    private readonly menus: CommandMenusRepository,
    private readonly texts: TextsService,
    private readonly bots: RunningBots,
    private readonly api: BotApi,
  ) {}

  /** Publishes what differs for one bot, or for a certain one; true means that there may be more. What fails is tried again after a minute. */
  async publishNext(botId: string | null = null): Promise<boolean> {
    const menus = await this.wanted();
    const next = await this.menus.take(createHash('sha256').update(JSON.stringify(menus)).digest('hex'), botId);
    if (!next) return false;
    try {
      const done = await this.publish(next.botId, next.digest === NO_COMMANDS ? menus.map(emptied) : menus);
      await (done ? this.menus.published(next.botId, next.digest) : this.menus.interrupted(next.botId));
    } catch (error) {
      this.log.warn({ err: error, botId: next.botId }, 'the commands could not be published');
      await this.menus.interrupted(next.botId);
    }
    return true;
  }

  /** False means that the bot was switched off before all was done. */
  private async publish(botId: string, menus: readonly CommandMenu[]): Promise<boolean> {
    for (const menu of menus) {
      const bot = (await this.menus.mayGoOn(botId)) ? await this.bots.find(botId) : null;
      if (!bot) return false;
      await this.api.setMyCommands(bot.token, menu);
    }
    return true;
  }

  /** English stands for every language that has no commands of its own (core.telegram.org/bots/api#setmycommands). */
  private async wanted(): Promise<CommandMenu[]> {
    const menus: CommandMenu[] = [];
    for (const language of LANGUAGES) {
      const say = await this.texts.in(language);
      for (const type of SCOPES) {
        const commands = commandsIn(type).map(({ name, description }) => ({ command: name, description: say(description).text }));
        menus.push({ scope: { type }, ...(language === 'en' ? {} : { language_code: language }), commands });
      }
    }
    return menus;
  }
}

function emptied(menu: CommandMenu): CommandMenu {
  return { ...menu, commands: [] };
}
