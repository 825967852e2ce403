import { Module } from '@nestjs/common';
import { CabinetModule } from '@app/cabinet';
import { ChatMembershipModule } from '@app/chat-membership';
import { TelegramUsersModule } from '@app/telegram-users';
import { BehaviourUpdate } from './behaviour.update';
import { StartService } from './start.service';
import { StartUpdate } from './start.update';
import { UnknownButtonUpdate } from './unknown-button.update';
import { UnlinkUpdate } from './unlink.update';

/** Every answer to a person. Most special first: the first handler that matches answers. */
@Module({
  imports: [CabinetModule, ChatMembershipModule, TelegramUsersModule],
  providers: [BehaviourUpdate, StartService, StartUpdate, UnlinkUpdate, UnknownButtonUpdate],
})
export class BotCommandsModule {}
