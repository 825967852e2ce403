import { Module } from '@nestjs/common';
import { BotCommandsModule } from '@app/bot-commands';
import { ChatMembershipModule, ChatsObserver, MembershipsObserver, TopicsObserver } from '@app/chat-membership';
import { MessageReplies, MessagingModule } from '@app/messaging';
import { PlatformModule } from '@app/platform';
import { TelegramUsersModule, TelegramUsersObserver } from '@app/telegram-users';
import { AuthWorkerModule } from '@worker/auth';
import { BotCommandsWorkerModule } from '@worker/bot-commands';
import { BotsWorkerModule } from '@worker/bots';
import { CabinetWorkerModule } from '@worker/cabinet';
import { ChatMembershipWorkerModule } from '@worker/chat-membership';
import { FilesWorkerModule } from '@worker/files';
import { MailWorkerModule } from '@worker/mail';
import { MessagingWorkerModule } from '@worker/messaging';
import { MaintenanceModule } from '@worker/platform';
import { ForgottenPeopleObserver } from '@app/updates';
import { UpdatesWorkerModule } from '@worker/updates';

/** Everything that runs from a queue or a clock. */
@Module({
  imports: [
    PlatformModule,
    MaintenanceModule,
    MailWorkerModule,
    AuthWorkerModule,
    BotsWorkerModule,
    UpdatesWorkerModule.with({
      imports: [TelegramUsersModule, ChatMembershipModule, MessagingModule, BotCommandsModule],
      observers: [ForgottenPeopleObserver, TelegramUsersObserver, ChatsObserver, TopicsObserver, MembershipsObserver],
      replies: MessageReplies,
    }),
    ChatMembershipWorkerModule,
    FilesWorkerModule,
    MessagingWorkerModule,
    CabinetWorkerModule,
    BotCommandsWorkerModule,
  ],
})
export class WorkerModule {}
