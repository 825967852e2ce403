import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { BotTokensController } from './bot-tokens.controller';
import { BotTokensRepository } from './bot-tokens.repository';
import { BotTokensService } from './bot-tokens.service';
import { SenderGuard } from './sender.guard';

@Module({
  imports: [AuthModule],
  controllers: [BotTokensController],
  providers: [BotTokensRepository, BotTokensService, SenderGuard],
  exports: [BotTokensService, SenderGuard, AuthModule],
})
export class BotTokensModule {}
