import { Module } from '@nestjs/common';
import { AccountDataRegistry, AccountTokensRegistry, AuthModule } from '@app/auth';
import { ChatMembershipModule, ChatReferencesRegistry } from '@app/chat-membership';
import { UpdatesStoreModule } from '@app/updates';
import { BotTokenData } from './bot-token-data';
import { BotTokenReferences } from './bot-token-references';
import { BotTokensController } from './bot-tokens.controller';
import { BotTokensRepository } from './bot-tokens.repository';
import { BotTokensService } from './bot-tokens.service';
import { BotTokensConfig } from './bot-tokens.config';
import { TokenEndings } from './token-endings';
import { TokensToPeople } from './tokens-to-people';
import { SenderGuard } from './sender.guard';

@Module({
  imports: [AuthModule, UpdatesStoreModule, ChatMembershipModule],
  controllers: [BotTokensController],
  providers: [
    BotTokenData,
    BotTokenReferences,
    BotTokensRepository,
    BotTokensService,
    SenderGuard,
    BotTokensConfig,
    TokenEndings,
    TokensToPeople,
  ],
  exports: [BotTokensService, SenderGuard, TokenEndings, AuthModule],
})
export class BotTokensModule {
  constructor(
    registry: AccountDataRegistry,
    data: BotTokenData,
    chats: ChatReferencesRegistry,
    references: BotTokenReferences,
    accountTokens: AccountTokensRegistry,
    tokens: BotTokensService,
  ) {
    accountTokens.register(tokens);
    registry.register(data);
    chats.register(references);
  }
}
