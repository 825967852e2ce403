import { Injectable, Logger } from '@nestjs/common';
import { Maintenance } from '@app/platform';
import { MessageRetention } from './message-retention.repository';
import { MessagesToPeople } from './messages-to-people';
import { SelfAuditService } from './self-audit.service';
import { TurnsRepository } from './turns.repository';

/** What is done about messages now and then. */
@Injectable()
export class MessagingChores {
  private readonly log = new Logger(MessagingChores.name);

  constructor(
    private readonly maintenance: Maintenance,
    private readonly turns: TurnsRepository,
    private readonly retention: MessageRetention,
  ) {}

  /** Registers what has to be done. */
  register(toPeople: MessagesToPeople, audit: SelfAuditService): void {
    this.maintenance.register({ name: 'messaging.recount', everySeconds: 60, run: () => this.recount() });
    this.maintenance.register({ name: 'messaging.audit', everySeconds: 60, run: () => audit.check() });
    this.maintenance.register({ name: 'messaging.forget-keys', everySeconds: 3_600, run: () => this.retention.forgetKeys() });
    this.maintenance.register({
      name: 'messaging.forget-messages',
      everySeconds: 3_600,
      run: () => this.retention.forgetMessages(),
    });
    this.maintenance.register({ name: 'messaging.forget-chats', everySeconds: 10, run: () => toPeople.eraseAnswers() });
  }

  private async recount(): Promise<void> {
    const mended = await this.turns.recount();
    if (mended > 0) this.log.error({ mended }, 'lanes had wrong figures');
  }
}
