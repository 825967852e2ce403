import { Module } from '@nestjs/common';
import { Maintenance } from '@app/platform';
import { MailModule } from './mail.module';
import { MailProcessor } from './mail.processor';
import { MailService } from './mail.service';

/** Sends mail, and looks after mails whose jobs were lost. */
@Module({ imports: [MailModule], providers: [MailProcessor] })
export class MailWorkerModule {
  constructor(maintenance: Maintenance, mail: MailService) {
    maintenance.register({ name: 'mail.recover', everySeconds: 5, run: () => mail.recover() });
  }
}
