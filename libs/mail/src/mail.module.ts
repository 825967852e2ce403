import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { MailConfig } from './mail.config';
import { MailJobs, MAIL_QUEUE } from './mail.queue';
import { MailRepository } from './mail.repository';
import { MailService } from './mail.service';
import { MailTransport } from './mail.transport';
import { MailboxController } from './mailbox.controller';
import { MailboxService } from './mailbox.service';
import { SealedLetters } from './sealed-letters';
import { SendingRepository } from './sending.repository';
import { SendingService } from './sending.service';

@Module({
  imports: [BullModule.registerQueue({ name: MAIL_QUEUE })],
  controllers: [MailboxController],
  providers: [
    MailConfig,
    MailJobs,
    MailRepository,
    MailService,
    MailTransport,
    MailboxService,
    SealedLetters,
    SendingRepository,
    SendingService,
  ],
  exports: [MailService, MailRepository, SendingService],
})
export class MailModule {}
