import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { BotTokensModule } from '@app/bot-tokens';
import { ChatMembershipModule, ChatReferencesRegistry } from '@app/chat-membership';
import { MessagingModule } from '@app/messaging';
import { TelegramUsersModule } from '@app/telegram-users';
import { TextsModule } from '@app/texts';
import { UpdatesStoreModule } from '@app/updates';
import { CabinetController } from './cabinet.controller';
import { ChatNotices } from './chat-notices';
import { CodesOfPeople } from './codes-of-people';
import { PairingCodesRepository } from './pairing-codes.repository';
import { PairingCodesService } from './pairing-codes.service';
import { PairingService } from './pairing.service';
import { SendKeysService } from './send-keys.service';
import { UnpairingService } from './unpairing.service';

@Module({
  imports: [
    AuthModule,
    TextsModule,
    UpdatesStoreModule,
    TelegramUsersModule,
    BotTokensModule,
    ChatMembershipModule,
    MessagingModule,
  ],
  controllers: [CabinetController],
  providers: [
    ChatNotices,
    CodesOfPeople,
    PairingCodesRepository,
    PairingCodesService,
    PairingService,
    SendKeysService,
    UnpairingService,
  ],
  exports: [PairingCodesRepository, PairingCodesService, UnpairingService],
})
export class CabinetModule {
  constructor(chats: ChatReferencesRegistry, codes: PairingCodesRepository) {
    chats.register(codes);
  }
}
