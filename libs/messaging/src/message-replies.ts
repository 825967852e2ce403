import { Injectable } from '@nestjs/common';
import { Database, newId } from '@app/platform';
import { ChatsService } from '@app/chat-membership';
import type { Payload } from '@app/telegram';
import { Replies } from '@app/updates';
import type { Draft } from './draft';
import { PRIORITY } from './message.entity';
import { MessagesRepository } from './messages.repository';
import { SealedAnswers } from './sealed-answers';
import { SendHints } from './sends.queue';

/** Telegram forgets a pressed button after a while, so its answer is not worth sending later than this. */
const CALLBACK_SECONDS = 150;

/** Thrown by a handler that writes to a chat which the bot has never seen. */
export class UnknownChatError extends Error {
  constructor(method: string) {
    super(`${method}: the bot has not met this chat.`);
  }
}

/** The calls of handlers, as messages: they exist exactly when their update has taken effect. */
@Injectable()
export class MessageReplies extends Replies {
  constructor(
    private readonly db: Database,
    private readonly messages: MessagesRepository,
    private readonly chats: ChatsService,
    private readonly hints: SendHints,
    private readonly sealed: SealedAnswers,
  ) {
    super();
  }

  /** `chat_id` is Telegram's id of a chat that the bot has met. @throws UnknownChatError */
  async enqueue(botId: string, answerTo: number, method: string, payload: Payload): Promise<void> {
    const { chat_id: telegramId, text, ...rest } = payload;
    const chat = await this.chats.find(botId, Number(telegramId));
    if (!chat) throw new UnknownChatError(method);
    await this.enqueueFor({ botId, chatId: chat.id, answerTo }, method, { ...rest, text });
  }

  /** The same to one of our chats. Without `answerTo` it is an announcement: it stands in line with what accounts send. */
  async enqueueFor(
    { botId, chatId, answerTo }: { botId: string; chatId: string; answerTo?: number },
    method: string,
    { text, ...payload }: Payload,
  ): Promise<void> {
    const id = newId();
    const draft: Draft = {
      id,
      botId,
      chatId,
      accountId: null,
      botTokenId: null,
      priority: PRIORITY.reply,
      method,
      type: method === 'sendMessage' ? 'text' : 'call',
      text: typeof text === 'string' ? this.sealed.seal(id, text) : null,
      payload,
      answerTo,
      heading: null,
      delivery: 'at_least_once',
      formattingFallback: 'plain',
      expiresInSeconds: method === 'answerCallbackQuery' ? CALLBACK_SECONDS : null,
    };
    await this.messages.insert([{ draft }]);
    if (answerTo !== undefined) await this.messages.dropStaleAnswers(chatId);
    this.db.afterCommit(() => {
      this.hints.give(botId);
    });
  }
}
