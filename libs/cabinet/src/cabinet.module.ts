import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { BotTokensModule } from '@app/bot-tokens';
import { BotsModule } from '@app/bots';
import { ChatMembershipModule, ChatReferencesRegistry } from '@app/chat-membership';
import { MessagingModule } from '@app/messaging';
import { TelegramUsersModule } from '@app/telegram-users';
import { TextsModule } from '@app/texts';
import { UpdatesStoreModule } from '@app/updates';
import { BegunPairingsData } from './begun-pairings-data';
import { CabinetController } from './cabinet.controller';
import { ChatDecisionsRepository } from './chat-decisions.repository';
import { ChatNotices } from './chat-notices';
import { CodePairingService } from './code-pairing.service';
import { CodesOfPeople } from './codes-of-people';
import { Decided } from './decided';
import { DecisionCalls } from './decision-calls';
import { DecisionsOfPeople } from './decisions-of-people';
import { DecisionsService } from './decisions.service';
import { PairingCodesRepository } from './pairing-codes.repository';
import { PairingCodesService } from './pairing-codes.service';
import { PairingService } from './pairing.service';
import { PairingsController } from './pairings.controller';
import { PairingsRepository } from './pairings.repository';
import { CabinetConfig } from './cabinet.config';
import { PairingsService } from './pairings.service';
import { SendKeysService } from './send-keys.service';
import { UnpairingService } from './unpairing.service';

@Module({
  imports: [
    AuthModule,
    TextsModule,
    BotsModule,
    UpdatesStoreModule,
    TelegramUsersModule,
    ChatMembershipModule,
    BotTokensModule,
    MessagingModule,
  ],
  controllers: [CabinetController, PairingsController],
  providers: [
    BegunPairingsData,
    ChatDecisionsRepository,
    ChatNotices,
    CodePairingService,
    CodesOfPeople,
    Decided,
    DecisionCalls,
    DecisionsOfPeople,
    DecisionsService,
    PairingCodesRepository,
    PairingCodesService,
    PairingService,
    PairingsRepository,
    CabinetConfig,
    PairingsService,
    SendKeysService,
    UnpairingService,
  ],
  exports: [
    ChatDecisionsRepository,
    DecisionsService,
    PairingCodesRepository,
    PairingCodesService,
    PairingsRepository,
    PairingsService,
  ],
})
export class CabinetModule {
  constructor(
    chats: ChatReferencesRegistry,
    codes: PairingCodesRepository,
    pairings: PairingsRepository,
    decisions: ChatDecisionsRepository,
  ) {
    for (const references of [codes, pairings, decisions]) chats.register(references);
  }
}
