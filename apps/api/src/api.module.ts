import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { CommandMenusStoreModule } from '@app/bot-commands';
import { BotTokensModule } from '@app/bot-tokens';
import { CabinetModule } from '@app/cabinet';
import { ChatMembershipModule } from '@app/chat-membership';
import { FilesModule } from '@app/files';
import { MailModule } from '@app/mail';
import { MessagingModule } from '@app/messaging';
import { PlatformModule } from '@app/platform';
import { TelegramUsersModule } from '@app/telegram-users';
import { TextsModule } from '@app/texts';
import { UpdatesModule } from '@app/updates';

/** Everything that is reached over HTTP. */
@Module({
  imports: [
    PlatformModule,
    MailModule,
    AuthModule,
    TextsModule,
    UpdatesModule,
    TelegramUsersModule,
    ChatMembershipModule,
    BotTokensModule,
    FilesModule,
    MessagingModule,
    CabinetModule,
    CommandMenusStoreModule,
  ],
})
export class ApiModule {}
