import { Module } from '@nestjs/common';
import { BotsModule } from '@app/bots';
import { IntakeService } from './intake.service';
import { UpdatesStoreModule } from './updates.store.module';
import { WebhookController } from './webhook.controller';
import { WebhookGate } from './webhook-gate';
import { WebhookService } from './webhook.service';

/** Takes updates in by webhook. */
@Module({
  imports: [BotsModule, UpdatesStoreModule],
  controllers: [WebhookController],
  providers: [IntakeService, WebhookGate, WebhookService],
})
export class UpdatesModule {}
