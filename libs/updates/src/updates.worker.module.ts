import { Module, type DynamicModule, type InjectionToken, type Type } from '@nestjs/common';
import { BotsModule } from '@app/bots';
import { Maintenance } from '@app/platform';
import { HandlerGraphModule, TelegramModule } from '@app/telegram';
import { BotPoll } from './bot-poll';
import { ForgettingService } from './forgetting.service';
import { HandlingService } from './handling.service';
import { PollingService } from './polling.service';
import { ProcessingService } from './processing.service';
import { UpdateEffects } from './update-effects';
import { Replies, UPDATE_OBSERVERS, type UpdateObserver } from './update-observer';
import { UpdatesConfig } from './updates.config';
import { UpdatesProcessor } from './updates.processor';
import { UpdatesRepository } from './updates.repository';
import { UpdatesStoreModule } from './updates.store.module';

const HOUR_SECONDS = 3_600;

/** What updates are given to. */
export interface Effects {
  readonly imports: readonly Type[];
  /** In the order in which they are called. */
  readonly observers: readonly InjectionToken<UpdateObserver>[];
  /** Where the calls of the handlers go. */
  readonly replies: InjectionToken<Replies>;
}

/** Works updates off: observers first, then the graph of handlers. */
@Module({})
export class UpdatesWorkerModule {
  constructor(maintenance: Maintenance, updates: UpdatesRepository, config: UpdatesConfig, forgetting: ForgettingService) {
    maintenance.register({ name: 'updates.erase-traces', everySeconds: 60, run: () => forgetting.eraseTraces() });
    maintenance.register({
      name: 'updates.forget',
      everySeconds: HOUR_SECONDS,
      run: async () => {
        while ((await updates.forgetOlderThan(config.retentionDays)) > 0);
        await updates.forgetStrayMarks();
      },
    });
  }

  /** The module, with what the composition root has chosen. */
  static with({ imports, observers, replies }: Effects): DynamicModule {
    return {
      module: UpdatesWorkerModule,
      imports: [BotsModule, TelegramModule, HandlerGraphModule, UpdatesStoreModule, ...imports],
      providers: [
        BotPoll,
        HandlingService,
        PollingService,
        ProcessingService,
        UpdateEffects,
        UpdatesConfig,
        UpdatesProcessor,
        { provide: UPDATE_OBSERVERS, inject: [...observers], useFactory: (...found: UpdateObserver[]) => found },
        { provide: Replies, useExisting: replies },
      ],
    };
  }
}
