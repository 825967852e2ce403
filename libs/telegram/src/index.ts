export { bold, code, fmt, italic, join, type FmtString } from 'telegraf/format';
export {
  BotApi,
  TelegramCallError,
  type BotSelf,
  type CommandMenu,
  type Payload,
  type WebhookInfo,
  type WebhookOptions,
} from './bot-api';
export { fileIdIn, fileIdsIn, type FileKind } from './file-ids';
export type { Attachment } from './form-body';
export { commandIn } from './command';
export { BotContext, type GraphBot, type Outbox } from './bot-context';
export { BOT_TOKEN_SHAPE, botIdOf } from './bot-token';
export type { CallResult, TooLarge } from './call-result';
export { fitting } from './fitting';
export { HandlerGraph } from './handler-graph';
export { boldMarkdown, escapeMarkdownV2 } from './markup';
export {
  anonymousIn,
  botMoveIn,
  goerIn,
  isArrival,
  isEdit,
  isMessage,
  migrationIn,
  momentOf,
  movesIn,
  openlyShownIn,
  peopleIn,
  type MembershipMove,
  type MemberStatus,
} from './membership-facts';
export { TelegramConfig } from './telegram.config';
export { HandlerGraphModule, TelegramModule } from './telegram.module';
export { topicIn, type TopicFact, type TopicSighting } from './topic-facts';
export {
  actorOf,
  askerOf,
  chatOf,
  cleanText,
  directMessagesTopicOf,
  fullName,
  isByBot,
  isDirectMessages,
  isolated,
  isUpdate,
  kindOf,
  type Chat,
  type Message,
  type Update,
  type User,
} from './update-facts';
