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

  /** Publishes for one bot what differs; true means that there may be another. What fails is tried again after a minute. */
  async publishNext(): Promise<boolean> {
    const menus = await this.wanted();
    const next = await this.menus.take(createHash('sha256').update(JSON.stringify(menus)).digest('hex'));
    if (!next) return false;
    try {
      await this.publish(next.botId, next.digest === NO_COMMANDS ? menus.map((menu) => ({ ...menu, commands: [] })) : menus);
      await this.menus.published(next.botId, next.digest);
    } catch (error) {
      this.log.warn({ err: error, botId: next.botId }, 'the commands could not be published');
    }
    return true;
  }

  private async publish(botId: string, menus: readonly CommandMenu[]): Promise<void> {
    const bot = await this.bots.find(botId);
    if (!bot) return;
    for (const menu of menus) await this.api.setMyCommands(bot.token, menu);
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
