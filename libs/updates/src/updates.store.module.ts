import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { BotCallsRegistry, BotsModule } from '@app/bots';
import { ForgettingService } from './forgetting.service';
import { ForgottenPeopleObserver } from './forgotten-people.observer';
import { ForgottenPeopleRepository } from './forgotten-people.repository';
import { PersonDataRegistry } from './person-data';
import { PolledBotsRepository } from './polled-bots.repository';
import { UpdateHints, UPDATES_QUEUE } from './updates.queue';
import { UpdatesRepository } from './updates.repository';

/** Where updates are kept, and how workers hear of them. */
@Module({
  imports: [BotsModule, BullModule.registerQueue({ name: UPDATES_QUEUE })],
  providers: [
    ForgettingService,
    ForgottenPeopleObserver,
    ForgottenPeopleRepository,
    PersonDataRegistry,
    PolledBotsRepository,
    UpdateHints,
    UpdatesRepository,
  ],
  exports: [ForgettingService, ForgottenPeopleObserver, PersonDataRegistry, PolledBotsRepository, UpdateHints, UpdatesRepository],
})
export class UpdatesStoreModule {
  constructor(calls: BotCallsRegistry, polled: PolledBotsRepository) {
    calls.register(polled);
  }
}
