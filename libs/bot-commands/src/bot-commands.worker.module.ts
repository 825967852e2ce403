import { Module } from '@nestjs/common';
import { BotsModule, RunningBots } from '@app/bots';
import { WorkLoops } from '@app/platform';
import { TextsModule, TextsService } from '@app/texts';
import { BotCommandsModule } from './bot-commands.module';
import { CommandMenusService } from './command-menus.service';

/** All bots are looked through so often, for those whose commands could not be published. */
const LOOK_MS = 30_000;

/** Keeps the published commands in step with the bots and the texts. */
@Module({ imports: [BotsModule, TextsModule, BotCommandsModule] })
export class BotCommandsWorkerModule {
  private readonly changed = new Set<string>();
  private nextLookAt = 0;

  constructor(
    private readonly menus: CommandMenusService,
    loops: WorkLoops,
    bots: RunningBots,
    texts: TextsService,
  ) {
    const loop = loops.start('command-menus', () => this.step());
    bots.onChanged((id) => {
      if (id === null) this.nextLookAt = 0;
      else this.changed.add(id);
      loop.wake();
    });
    texts.onChanged(() => {
      this.nextLookAt = 0;
      loop.wake();
    });
  }

  /** A bot that has changed is looked at alone: there may be thousands. */
  private async step(): Promise<boolean> {
    const [id] = this.changed;
    if (id !== undefined) {
      this.changed.delete(id);
      await this.menus.publishNext(id);
      return true;
    }
    if (performance.now() < this.nextLookAt) return false;
    this.nextLookAt = performance.now() + LOOK_MS;
    if (await this.menus.publishNext()) this.nextLookAt = 0;
    return this.nextLookAt === 0;
  }
}
