import { Module } from '@nestjs/common';
import { BotCallsRegistry, BotsModule } from '@app/bots';
import { CommandMenusRepository } from './command-menus.repository';

/** What is published of commands. Whoever switches a bot off has to know whether calls are under way, in every process. */
@Module({ imports: [BotsModule], providers: [CommandMenusRepository], exports: [CommandMenusRepository] })
export class CommandMenusStoreModule {
  constructor(calls: BotCallsRegistry, menus: CommandMenusRepository) {
    calls.register({ underWay: (botId) => menus.countUnderWay(botId) });
  }
}
