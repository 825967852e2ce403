import { Injectable } from '@nestjs/common';
import { Database, newId } from '@app/platform';
import { Attempt } from './attempt.entity';
import type { Draft, IdempotencyKey } from './draft';
import { Message, type MessageStatus } from './message.entity';
import { ESTIMATE, INSERT } from './accept.sql';
import type { Backlog } from './backlogs';
import { CANCEL, DROP_STALE_ANSWERS } from './ends.sql';
import { newest, type MessageSearch } from './message-search.repository';
import { MessagingConfig } from './messaging.config';
import type { Refused } from './quota.errors';
import { SCHEDULED } from './turns.sql';

/** A message to be kept, and the key under which a client may ask for it again. */
export interface Entry {
  readonly draft: Draft;
  readonly key?: IdempotencyKey;
  /** What stands before it; without it nobody is told when it will be sent. */
  readonly backlog?: Backlog;
}

/** What is known of a message when it has just been accepted, and for ever. */
export type Accepted = Pick<Message, 'id' | 'chatId' | 'type' | 'targetId' | 'createdAt' | 'estimatedAt'>;

/** What came of a message that was to be kept: null when its key is taken. */
export type Insertion = Accepted | { readonly refused: Refused } | null;

/** What stands behind an idempotency key. */
export interface KeptKey {
  readonly bodyHash: Buffer;
  readonly messageId: string;
}

/** Whose messages: an account's, or only those that were sent with one token. */
export interface MessageScope {
  readonly accountId: string;
  readonly botTokenId?: string;
}

export type { MessageSearch };

/** How many messages are in a state. */
export interface StatusTally {
  readonly status: MessageStatus;
  readonly count: number;
}

@Injectable()
export class MessagesRepository {
  constructor(
    private readonly db: Database,
    private readonly config: MessagingConfig,
  ) {}

  /** How many messages of accounts there are in each state. */
  async tally(): Promise<StatusTally[]> {
    return await this.db.rows<StatusTally>(
      `select case when message_id is null then status else 'sending' end as status, count(*)::int as count
       from messages left join (select message_id from lanes where message_id is not null) called on message_id = id and status = 'queued'
       where account_id is not null group by 1 order by 1`,
    );
  }

  /**
   * Keeps messages, their places in their lanes and their idempotency keys in one statement. Null stands for a message
   * whose key is taken; of one that would exceed a quota nothing is kept. Keys and lanes go in sorted, so that two statements wait for
   * each other instead of locking crosswise.
   */
  async insert(entries: readonly Entry[]): Promise<Insertion[]> {
    const draft = <K extends keyof Draft>(key: K): Draft[K][] => entries.map((entry) => entry.draft[key]);
    const ids = entries.map((entry) => entry.draft.id ?? newId());
    const rows = await this.db.rows<InsertedRow>(INSERT, [
      ids,
      draft('botId'),
      draft('chatId'),
      draft('accountId'),
      draft('botTokenId'),
      draft('priority'),
      draft('method'),
      draft('type'),
      draft('text'),
      draft('payload').map((payload) => JSON.stringify(payload)),
      draft('parts').map((parts) => (parts ? JSON.stringify(parts) : null)),
      draft('heading'),
      draft('delivery'),
      draft('formattingFallback'),
      draft('fileIds').map((fileIds = []) => `{${fileIds.join(',')}}`),
      draft('targetId'),
      draft('resendOf'),
      draft('sendAt'),
      draft('expiresInSeconds'),
      ...keysOf(entries),
      entries.map(({ backlog }) => backlog?.wait ?? null),
      entries.map(({ backlog }) => backlog?.open ?? 0),
      entries.map(({ backlog }) => backlog?.lanes ?? 0),
      entries.map(({ backlog }) => backlog?.interval ?? 0),
      entries.map(({ draft: { possibleDuplicate = false } }) => possibleDuplicate),
      entries.map(({ draft: { formattingDropped = false } }) => formattingDropped),
      draft('answerTo'),
      ...QUOTAS.map((quota) => this.mostOf(quota)),
      entries.map(({ draft: { photoFallback = 'document' } }) => photoFallback),
      entries.map(({ draft: { sentAsDocument = false } }) => sentAsDocument),
      entries.map(({ draft: { truncated = false } }) => truncated),
    ]);
    const inserted = new Map(rows.map((row) => [row.id, row]));
    return entries.map(({ draft }, i) => insertionOf(draft, inserted.get(ids[i] ?? '')));
  }

  /** How much a quota allows. */
  mostOf(refused: Refused): number {
    const { openPerAccount, openPerChat, perMinuteAndAccount, perMinuteAndToken } = this.config;
    return {
      account_open: openPerAccount,
      chat_open: openPerChat,
      account_rate: perMinuteAndAccount,
      token_rate: perMinuteAndToken,
    }[refused];
  }

  async findKey({ scope, key }: IdempotencyKey): Promise<KeptKey | null> {
    const [row] = await this.db.rows<KeptKey>(
      'select body_hash as "bodyHash", message_id as "messageId" from idempotency_keys where scope = $1 and key = $2',
      [scope, key],
    );
    return row ?? null;
  }

  async getById(id: string): Promise<Message> {
    return asItIs(await this.db.of(Message).findOneByOrFail({ id }));
  }

  async find(scope: MessageScope, id: string): Promise<Message | null> {
    const message = await this.db.of(Message).findOneBy({ id, ...scope });
    return message && asItIs(message);
  }

  /** Newest first, one more than asked for. */
  async list(scope: MessageScope, search: MessageSearch, limit: number, after?: string): Promise<Message[]> {
    const query = this.db.of(Message).createQueryBuilder('message').where('message.accountId = :accountId', scope);
    if (scope.botTokenId !== undefined) query.andWhere('message.botTokenId = :botTokenId', scope);
    if (after !== undefined) query.andWhere('message.id < :after', { after });
    return (await newest(query, search, limit + 1)).map(asItIs);
  }

  /** The call of the last edit that put other words into a message, as far as it was not refused; null when there is none. */
  async lastEditOf(id: string): Promise<Message['payload'] | null> {
    const [row] = await this.db.rows<Pick<Message, 'payload'>>(
      `select payload from messages where target_id = $1 and type = 'edit' and method <> 'editMessageReplyMarkup'
         and status in ('queued', 'sent', 'uncertain') order by seq desc limit 1`,
      [id],
    );
    return row?.payload ?? null;
  }

  /** When a queued message is going to be sent, as far as anybody can tell. */
  async estimate(id: string): Promise<Date | null> {
    const [row] = await this.db.rows<{ at: Date | null }>(ESTIMATE, [id]);
    return row?.at ?? null;
  }

  async attemptsOf(messageId: string): Promise<Attempt[]> {
    return await this.db.of(Attempt).find({ where: { messageId }, order: { attempt: 'ASC' } });
  }

  /** Takes a queued message back. False means that it is not queued any more. */
  async cancel(id: string): Promise<boolean> {
    // Who writes to several chats at once may lock them the other way round: one of the two is undone, and a transaction is run again.
    const { count } = await this.db.transaction(() => this.db.run(CANCEL, [id]));
    return count === 1;
  }

  /** Drops answers in a chat that wait behind newer ones, so that nobody makes a bot talk without end. */
  async dropStaleAnswers(chatId: string): Promise<void> {
    await this.db.run(DROP_STALE_ANSWERS, [chatId]);
  }

  /** Gives a message that waits for its time another one, and its end with it. False means that it does not wait for a time any more. */
  async reschedule(id: string, sendAt: Date): Promise<boolean> {
    const { count } = await this.db.run(
      `update messages set send_at = $2, estimated_at = greatest($2, now()), expires_at = greatest($2, now()) + (expires_at - send_at)
       where id = $1 and ${SCHEDULED}`,
      [id, sendAt],
    );
    return count === 1;
  }

  /** The name that goes before what an account sends through a bot: none, unless it is the house bot. */
  async headingFor(accountId: string, botId: string): Promise<string | null> {
    const [row] = await this.db.rows<{ name: string }>(
      'select accounts.name from accounts, bots where accounts.id = $1 and bots.id = $2 and bots.owner_id is null',
      [accountId, botId],
    );
    return row?.name ?? null;
  }
}

/** In the order in which the statement takes them. */
const QUOTAS: readonly Refused[] = ['account_open', 'chat_open', 'account_rate', 'token_rate'];

type InsertedRow = Pick<Accepted, 'id' | 'createdAt' | 'estimatedAt'> & { readonly refused: Refused | null };

/** With the call that is under way. */
function asItIs(message: Message): Message {
  if (message.calledAt === null || message.status !== 'queued') return message;
  return Object.assign(message, { status: 'sending', attempt: message.attempt + 1, waitingFor: null });
}

/** Scopes, keys and digests of what clients may ask for again. */
function keysOf(entries: readonly Entry[]): unknown[][] {
  const keys = entries.map(({ key }) => key);
  return [keys.map((key) => key?.scope ?? null), keys.map((key) => key?.key ?? null), keys.map((key) => key?.bodyHash ?? null)];
}

function insertionOf({ chatId, type, targetId = null }: Draft, row: InsertedRow | undefined): Insertion {
  if (!row) return null;
  const { refused, ...accepted } = row;
  return refused === null ? { ...accepted, chatId, type, targetId } : { refused };
}
