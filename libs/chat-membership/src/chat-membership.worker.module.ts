import { Module } from '@nestjs/common';
import { BotsModule } from '@app/bots';
import { WorkLoops } from '@app/platform';
import { TelegramModule } from '@app/telegram';
import { ChatMembershipModule } from './chat-membership.module';
import { HiddenMembersService } from './hidden-members.service';

/** Asks Telegram what no update tells of chats. */
@Module({ imports: [BotsModule, ChatMembershipModule, TelegramModule], providers: [HiddenMembersService] })
export class ChatMembershipWorkerModule {
  constructor(hidden: HiddenMembersService, loops: WorkLoops) {
    loops.start('hidden-members', () => hidden.askNext());
  }
}
