import { Injectable, Logger } from '@nestjs/common';
import { Maintenance } from '@app/platform';
import { MessagesRepository } from './messages.repository';
import { MessagesToPeople } from './messages-to-people';
import { TurnsRepository } from './turns.repository';

/** What is done about messages now and then. */
@Injectable()
export class MessagingChores {
  private readonly log = new Logger(MessagingChores.name);

  constructor(
    maintenance: Maintenance,
    private readonly turns: TurnsRepository,
    private readonly messages: MessagesRepository,
    toPeople: MessagesToPeople,
  ) {
    maintenance.register({ name: 'messaging.recount', everySeconds: 60, run: () => this.recount() });
    maintenance.register({ name: 'messaging.forget-keys', everySeconds: 3_600, run: () => this.forgetKeys() });
    maintenance.register({ name: 'messaging.forget-chats', everySeconds: 10, run: () => toPeople.eraseAnswers() });
  }

  private async recount(): Promise<void> {
    const mended = await this.turns.recount();
    if (mended > 0) this.log.error({ mended }, 'lanes had wrong figures');
  }

  private async forgetKeys(): Promise<void> {
    while ((await this.messages.forgetKeys()) > 0);
  }
}
