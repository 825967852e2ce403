import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { UpdateHints, UPDATES_QUEUE } from './updates.queue';
import { UpdatesRepository } from './updates.repository';

/** Where updates are kept, and how workers hear of them. */
@Module({
  imports: [BullModule.registerQueue({ name: UPDATES_QUEUE })],
  providers: [UpdateHints, UpdatesRepository],
  exports: [UpdateHints, UpdatesRepository],
})
export class UpdatesStoreModule {}
