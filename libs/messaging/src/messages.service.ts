import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Sender } from '@app/bot-tokens';
import { SharedStatement } from '@app/platform';
import type { Attempt } from './attempt.entity';
import { Destinations, type Destination } from './destinations';
import type { Draft, IdempotencyKey } from './draft';
import { PRIORITY, type DeliveryPolicy, type FormattingFallback, type Message } from './message.entity';
import { MessagesRepository, type Accepted, type Entry, type MessageScope } from './messages.repository';
import {
  KeyMalformedError,
  KeyReusedError,
  MessageNotFoundError,
  NotCancellableError,
  TextBlankError,
  TextTooLongError,
} from './messaging.errors';
import { SendHints } from './sends.queue';

/** What a system asks to be sent. */
export interface SendRequest {
  readonly text: string;
  readonly parseMode?: 'HTML' | 'MarkdownV2' | 'Markdown';
  readonly chatId?: string;
  readonly delivery?: DeliveryPolicy;
  readonly formattingFallback?: FormattingFallback;
}

/** Telegram counts characters, not bytes, after it has taken the formatting out (core.telegram.org/bots/api#sendmessage). */
const MOST_CHARACTERS = 4096;

const KEY_SHAPE = /^[\x21-\x7e]{1,255}$/;

/** Messages of accounts: accepted, looked up, taken back. */
@Injectable()
export class MessagesService {
  private readonly inserts: SharedStatement<Entry, Accepted | null>;

  constructor(
    private readonly messages: MessagesRepository,
    private readonly destinations: Destinations,
    private readonly hints: SendHints,
  ) {
    this.inserts = new SharedStatement((entries) => messages.insert(entries));
  }

  /**
   * Accepts a message. When this resolves it is committed: it will reach an end, whatever crashes. The same key with
   * the same request gets the same answer.
   *
   * @throws ChatMissingError, ChatNotFoundError, ForeignChatError, TextBlankError, TextTooLongError,
   * KeyMalformedError, KeyReusedError
   */
  async accept(sender: Sender, request: SendRequest, key?: string): Promise<Accepted> {
    const idempotencyKey = key === undefined ? undefined : keyOf(sender, request, key);
    const destination = await this.destinations.of(sender, request.chatId);
    ensureFits(request, destination);
    const accepted = await this.inserts.add({ draft: draftOf(sender, request, destination), key: idempotencyKey });
    if (!accepted) return await this.replay(idempotencyKey);
    this.hints.give(destination.botId);
    return accepted;
  }

  async list(sender: Sender, limit: number, after?: string): Promise<Message[]> {
    return await this.messages.list(scopeOf(sender), limit, after);
  }

  /** @throws MessageNotFoundError */
  async get(sender: Sender, id: string): Promise<{ message: Message; attempts: Attempt[] }> {
    const message = await this.messages.find(scopeOf(sender), id);
    if (!message) throw new MessageNotFoundError();
    return { message, attempts: await this.messages.attemptsOf(id) };
  }

  /** Takes back a message that is still queued. @throws MessageNotFoundError, NotCancellableError */
  async cancel(sender: Sender, id: string): Promise<void> {
    await this.get(sender, id);
    if (await this.messages.cancel(id)) return;
    const { message } = await this.get(sender, id);
    if (message.status !== 'cancelled') throw new NotCancellableError(message.status);
  }

  private async replay(key?: IdempotencyKey): Promise<Accepted> {
    const kept = key && (await this.messages.findKey(key));
    if (!kept?.bodyHash.equals(key?.bodyHash ?? Buffer.alloc(0))) throw new KeyReusedError();
    return await this.messages.getById(kept.messageId);
  }
}

function scopeOf({ accountId, grant }: Sender): MessageScope {
  return grant ? { accountId, botTokenId: grant.tokenId } : { accountId };
}

function keyOf({ accountId, grant }: Sender, request: SendRequest, key: string): IdempotencyKey {
  if (!KEY_SHAPE.test(key)) throw new KeyMalformedError();
  const { text, parseMode, chatId, delivery, formattingFallback } = request;
  const canonical = JSON.stringify([text, parseMode, chatId, delivery, formattingFallback]);
  return { scope: grant?.tokenId ?? accountId, key, bodyHash: createHash('sha256').update(canonical).digest() };
}

/** Formatted text is shorter than it looks; whether it fits is for Telegram to say. */
function ensureFits({ text, parseMode }: SendRequest, { heading }: Destination): void {
  // With a heading Telegram would take it, and show the heading alone.
  if (text.trim() === '') throw new TextBlankError();
  const room = MOST_CHARACTERS - (heading === null ? 0 : [...heading].length + 1);
  if (parseMode === undefined && [...text].length > room) throw new TextTooLongError(room);
}

function draftOf({ accountId, grant }: Sender, request: SendRequest, { topicId, ...destination }: Destination): Draft {
  const { text, parseMode, delivery = 'at_least_once', formattingFallback = 'plain' } = request;
  return {
    ...destination,
    accountId,
    botTokenId: grant?.tokenId ?? null,
    priority: PRIORITY.message,
    method: 'sendMessage',
    type: 'text',
    text,
    payload: {
      ...(parseMode === undefined ? {} : { parse_mode: parseMode }),
      ...(topicId === null ? {} : { message_thread_id: topicId }),
    },
    delivery,
    formattingFallback,
    expiresInSeconds: null,
  };
}
