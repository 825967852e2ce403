import { Module } from '@nestjs/common';
import { AccountDataRegistry, AuthModule } from '@app/auth';
import { BotTokenData } from './bot-token-data';
import { BotTokensController } from './bot-tokens.controller';
import { BotTokensRepository } from './bot-tokens.repository';
import { BotTokensService } from './bot-tokens.service';
import { SenderGuard } from './sender.guard';

@Module({
  imports: [AuthModule],
  controllers: [BotTokensController],
  providers: [BotTokenData, BotTokensRepository, BotTokensService, SenderGuard],
  exports: [BotTokensService, SenderGuard, AuthModule],
})
export class BotTokensModule {
  constructor(registry: AccountDataRegistry, data: BotTokenData) {
    registry.register(data);
  }
}
