import { Module } from '@nestjs/common';
import { BotsModule } from '@app/bots';
import { Signals, WorkLoops } from '@app/platform';
import { TelegramModule } from '@app/telegram';
import { CabinetChores } from './cabinet-chores';
import { CabinetModule } from './cabinet.module';
import { DecidingService } from './deciding.service';
import { DECISIONS_SIGNAL } from './decisions.service';

/** Finds out who may decide about chats, and forgets what nobody used. */
@Module({ imports: [BotsModule, CabinetModule, TelegramModule], providers: [CabinetChores, DecidingService] })
export class CabinetWorkerModule {
  constructor(deciding: DecidingService, loops: WorkLoops, signals: Signals) {
    const loop = loops.start('chat-decisions', () => deciding.decideNext());
    signals.on(DECISIONS_SIGNAL, () => {
      loop.wake();
    });
  }
}
