import { Module } from '@nestjs/common';
import { BotsModule, RunningBots } from '@app/bots';
import { WorkLoops } from '@app/platform';
import { TextsModule, TextsService } from '@app/texts';
import { BotCommandsModule } from './bot-commands.module';
import { CommandMenusService } from './command-menus.service';

/** Between changes it is looked for bots whose commands could not be published so often. */
const LOOK_MS = 30_000;

/** Keeps the published commands in step with the bots and the texts. */
@Module({ imports: [BotsModule, TextsModule, BotCommandsModule] })
export class BotCommandsWorkerModule {
  constructor(menus: CommandMenusService, loops: WorkLoops, bots: RunningBots, texts: TextsService) {
    let nextLookAt = 0;
    const loop = loops.start('command-menus', async () => {
      if (performance.now() < nextLookAt) return false;
      const more = await menus.publishNext();
      if (!more) nextLookAt = performance.now() + LOOK_MS;
      return more;
    });
    const look = (): void => {
      nextLookAt = 0;
      loop.wake();
    };
    bots.onChanged(look);
    texts.onChanged(look);
  }
}
