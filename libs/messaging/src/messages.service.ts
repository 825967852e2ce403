import { Injectable } from '@nestjs/common';
import type { Sender } from '@app/bot-tokens';
import { Acceptance } from './acceptance';
import { AccountMessagesRepository } from './account-messages.repository';
import type { Attempt } from './attempt.entity';
import { Destinations } from './destinations';
import { draftOf } from './drafting';
import type { Message } from './message.entity';
import { MessagesRepository, type Accepted, type MessageSearch } from './messages.repository';
import { NotCancellableError, NotSchedulableError } from './acts.errors';
import { MessageNotFoundError, TargetNotFoundError } from './messaging.errors';
import { scopeOf } from './scope-of';
import { SearchSlots } from './search-slots';
import type { SendRequest } from './send-request';
import { WebAddresses } from './web-addresses';

/** A message with everything that was tried, and what is still to be expected. */
export interface MessageStory {
  readonly message: Message;
  readonly attempts: Attempt[];
  readonly estimatedAt: Date | null;
}

/** Messages of accounts: accepted, looked up, taken back. */
@Injectable()
export class MessagesService {
  constructor(
    private readonly messages: MessagesRepository,
    private readonly destinations: Destinations,
    private readonly acceptance: Acceptance,
    private readonly ofAccounts: AccountMessagesRepository,
    private readonly searches: SearchSlots,
    private readonly addresses: WebAddresses,
  ) {}

  /**
   * Accepts a message. When this resolves it is committed: it will reach an end, whatever crashes. The same key with
   * the same request gets the same answer.
   *
   * @throws ChatMissingError, ChatNotFoundError, ForeignChatError, TargetNotFoundError, KeyMalformedError, KeyReusedError,
   * AddressRefusedError, AddressInternalError, and what `draftOf` throws
   */
  async send(sender: Sender, request: SendRequest, key?: string): Promise<Accepted> {
    const idempotencyKey = this.acceptance.keyOf(sender, request, key);
    const destination = await this.destinations.of(sender, request);
    const targetId = await this.targetOf(sender, destination.chatId, request.replyTo?.messageId);
    const draft = draftOf(sender, this.addresses.checked(request), destination, targetId);
    return await this.acceptance.accept(draft, idempotencyKey);
  }

  /** Newest first, one more than asked for. @throws TooManySearchesError */
  async list(sender: Sender, search: MessageSearch, limit: number, after?: string): Promise<Message[]> {
    const list = (): Promise<Message[]> => this.messages.list(scopeOf(sender), search, limit, after);
    return await (search.text === undefined ? list() : this.searches.take(sender.accountId, list));
  }

  /** @throws MessageNotFoundError */
  async get(sender: Sender, id: string): Promise<Message> {
    const message = await this.messages.find(scopeOf(sender), id);
    if (!message) throw new MessageNotFoundError();
    return message;
  }

  /** @throws MessageNotFoundError */
  async storyOf(sender: Sender, id: string): Promise<MessageStory> {
    const message = await this.get(sender, id);
    const estimatedAt = message.status === 'queued' ? await this.messages.estimate(id) : null;
    return { message, attempts: await this.messages.attemptsOf(id), estimatedAt };
  }

  /** Takes back a message that is still queued. @throws MessageNotFoundError, NotCancellableError */
  async cancel(sender: Sender, id: string): Promise<void> {
    await this.get(sender, id);
    if (await this.messages.cancel(id)) return;
    const { status } = await this.get(sender, id);
    if (status !== 'cancelled') throw new NotCancellableError(status);
  }

  /** Takes back what waits for a chat, scheduled messages too, before the pairing ends in which it was accepted. */
  async cancelAllOfPairing(chatId: string, pairingId: string): Promise<void> {
    await this.ofAccounts.cancelAllOfPairing(chatId, pairingId);
  }

  /** Gives a message that waits for its time another one; its time to live goes with it. @throws MessageNotFoundError, NotSchedulableError */
  async reschedule(sender: Sender, id: string, sendAt: Date): Promise<MessageStory> {
    await this.get(sender, id);
    if (!(await this.messages.reschedule(id, sendAt))) throw new NotSchedulableError();
    return await this.storyOf(sender, id);
  }

  private async targetOf(sender: Sender, chatId: string, id: string | undefined): Promise<string | null> {
    if (id === undefined) return null;
    const target = await this.messages.find(scopeOf(sender), id);
    if (target?.chatId !== chatId) throw new TargetNotFoundError();
    return id;
  }
}
