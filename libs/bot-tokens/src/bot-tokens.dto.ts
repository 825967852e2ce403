import { PageOf } from '@app/platform';
import type { BotToken } from './bot-token.entity';
import type { IssuedToken } from './bot-tokens.service';

export class BotTokenView {
  id!: string;
  name!: string;
  botId!: string;
  chatId!: string;

  /** The topic of a forum to which it sends; null for the chat as a whole. */
  topicId!: number | null;

  /** The last characters of the token. */
  ending!: string;
  createdAt!: Date;
  expiresAt!: Date | null;
  lastUsedAt!: Date | null;

  static of({ id, name, botId, chatId, topicId, ending, createdAt, expiresAt, lastUsedAt }: BotToken): BotTokenView {
    return { id, name, botId, chatId, topicId, ending, createdAt, expiresAt, lastUsedAt };
  }
}

export class IssuedBotTokenView extends BotTokenView {
  /** The token itself. It is shown this once; only its hash is kept. */
  botToken!: string;

  static ofIssued({ token, text }: IssuedToken): IssuedBotTokenView {
    return { ...BotTokenView.of(token), botToken: text };
  }
}

export class BotTokenPage extends PageOf(BotTokenView) {}
