export { IssuedBotTokenView } from './bot-tokens.dto';
export { BotTokensModule } from './bot-tokens.module';
export type { Grant } from './bot-tokens.repository';
export { BotTokensService, type IssuedToken } from './bot-tokens.service';
export { TopicsOfTokens } from './topics-of-tokens.migration';
export { CreateBotTokens } from './create-bot-tokens.migration';
export { TokenEndings, type TokenEnding } from './token-endings';
export { CurrentSender, SenderGuard, type Sender } from './sender.guard';
