import { Injectable } from '@nestjs/common';
import type { ChatReferences } from '@app/chat-membership';
import { asSafeInteger, Database } from '@app/platform';
import type { ChatDecision } from './chat-decision';

/** A decision that was taken and not ended is taken again after so long: whoever took it is gone, or Telegram did not answer. */
const AGAIN = `interval '10 seconds'`;

/** Telegram forgets a pressed button soon (core.telegram.org/bots/api#answercallbackquery). */
const WORTH = `interval '100 seconds'`;

type Numbers = 'telegramId' | 'messageId';
type Row = Omit<ChatDecision, Numbers> & Readonly<Record<Numbers | 'chatTelegramId', string>>;

/** A decision, with what is needed to ask Telegram about it. */
export interface DueDecision extends ChatDecision {
  readonly chatTelegramId: number;
}

@Injectable()
export class ChatDecisionsRepository implements ChatReferences {
  readonly tables = ['chat_decisions'];

  constructor(private readonly db: Database) {}

  async insert(decision: ChatDecision): Promise<void> {
    const { id, botId, chatId, telegramId, language, action, pairingId, callbackId, messageId, topicId } = decision;
    await this.db.run(
      `insert into chat_decisions (id, bot_id, chat_id, telegram_id, language, action, pairing_id, callback_id, message_id, topic_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, botId, chatId, telegramId, language, action, pairingId, callbackId, messageId, topicId],
    );
  }

  /** Takes one whose time has come, for ten seconds; never one that is to be forgotten. */
  async take(): Promise<DueDecision | null> {
    const [row] = await this.db.rows<Row>(
      `update chat_decisions decision set due_at = now() + ${AGAIN} from chats
       where chats.id = decision.chat_id and decision.id = (
         select waiting.id from chat_decisions waiting join bots on bots.id = waiting.bot_id
         where due_at <= now() and waiting.created_at > now() - ${WORTH} and bots.active and bots.paused_reason is null
         order by due_at limit 1 for update of waiting skip locked)
       returning decision.id, decision.bot_id as "botId", decision.chat_id as "chatId", decision.telegram_id as "telegramId",
         decision.language, decision.action, decision.pairing_id as "pairingId", decision.callback_id as "callbackId",
         decision.message_id as "messageId", decision.topic_id as "topicId", chats.telegram_id as "chatTelegramId"`,
    );
    if (!row) return null;
    return {
      ...row,
      telegramId: asSafeInteger(row.telegramId),
      messageId: asSafeInteger(row.messageId),
      chatTelegramId: asSafeInteger(row.chatTelegramId),
    };
  }

  /** Decisions of a bot that somebody is at: Telegram is being asked about them. */
  async countUnderWay(botId: string): Promise<number> {
    return (await this.db.rows('select from chat_decisions where bot_id = $1 and due_at > now()', [botId])).length;
  }

  /** Ends a decision once; false means that somebody else has. */
  async end(id: string): Promise<boolean> {
    return (await this.db.run('delete from chat_decisions where id = $1', [id])).count === 1;
  }

  /** Forgets what nobody waits for any more. */
  async forgetOld(): Promise<void> {
    await this.db.run(`delete from chat_decisions where created_at < now() - ${WORTH}`);
  }

  async absorb(fromChatId: string, toChatId: string): Promise<boolean> {
    await this.db.run('update chat_decisions set chat_id = $2 where chat_id = $1', [fromChatId, toChatId]);
    return true;
  }

  /** What somebody wanted to decide is not decided any more. */
  async removeAllOf(botId: string, telegramId: number): Promise<void> {
    await this.db.run('delete from chat_decisions where bot_id = $1 and telegram_id = $2', [botId, telegramId]);
  }
}
