import { Module } from '@nestjs/common';
import { TelegrafModule } from 'nestjs-telegraf';
import { BotApi } from './bot-api';
import { BotContext } from './bot-context';
import { HandlerGraph } from './handler-graph';
import { TelegramConfig } from './telegram.config';

/** Calls of the Bot API. */
@Module({ providers: [TelegramConfig, BotApi], exports: [TelegramConfig, BotApi] })
export class TelegramModule {}

/** The graph of handlers: every `@Update` class of the process. It never polls and never launches. */
@Module({
  imports: [TelegrafModule.forRoot({ token: '0:graph', launchOptions: false, options: { contextType: BotContext as never } })],
  providers: [HandlerGraph],
  exports: [HandlerGraph],
})
export class HandlerGraphModule {}
