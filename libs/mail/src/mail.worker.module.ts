import { Module } from '@nestjs/common';
import { Maintenance } from '@app/platform';
import { MailModule } from './mail.module';
import { MailProcessor } from './mail.processor';
import { MailRepository } from './mail.repository';
import { SendingService } from './sending.service';

/** Sends mail, looks after mails whose jobs were lost, and forgets old ones. */
@Module({ imports: [MailModule], providers: [MailProcessor] })
export class MailWorkerModule {
  constructor(
    maintenance: Maintenance,
    sending: SendingService,
    private readonly mails: MailRepository,
  ) {
    maintenance.register({ name: 'mail.recover', everySeconds: 5, run: () => sending.recover() });
    maintenance.register({ name: 'mail.forget', everySeconds: 3_600, run: () => this.forget() });
  }

  private async forget(): Promise<void> {
    while ((await this.mails.forgetOld()) > 0);
  }
}
