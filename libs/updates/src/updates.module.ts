import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { BotsModule } from '@app/bots';
import { IntakeService } from './intake.service';
import { UpdateHints, UPDATES_QUEUE } from './updates.queue';
import { UpdatesRepository } from './updates.repository';
import { WebhookController } from './webhook.controller';
import { WebhookGate } from './webhook-gate';
import { WebhookService } from './webhook.service';

@Module({
  imports: [BotsModule, BullModule.registerQueue({ name: UPDATES_QUEUE })],
  controllers: [WebhookController],
  providers: [IntakeService, UpdateHints, UpdatesRepository, WebhookGate, WebhookService],
})
export class UpdatesModule {}
