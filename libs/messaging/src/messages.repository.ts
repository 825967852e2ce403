import { Injectable } from '@nestjs/common';
import { Database, newId } from '@app/platform';
import { Attempt } from './attempt.entity';
import type { Draft, IdempotencyKey } from './draft';
import { Message, type MessageStatus } from './message.entity';
import { CANCEL, UNPACED } from './turns.sql';

/** Telegram allows about one message a second to a chat, in short bursts more, and twenty a minute to a group (core.telegram.org/bots/faq). */
const PACE = { private: { pace: 1, slack: 2 }, group: { pace: 3, slack: 0 } };

/** Keys are kept for as long as we promise, and forgotten some time after. */
const KEY_LIFETIME = '48 hours';

/** A message to be kept, and the key under which a client may ask for it again. */
export interface Entry {
  readonly draft: Draft;
  readonly key?: IdempotencyKey;
}

/** What is known of a message when it has just been accepted, and for ever. */
export type Accepted = Pick<Message, 'id' | 'chatId' | 'type' | 'createdAt'>;

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

/** How many messages are in a state. */
export interface StatusTally {
  readonly status: MessageStatus;
  readonly count: number;
}

@Injectable()
export class MessagesRepository {
  constructor(private readonly db: Database) {}

  /** How many messages of accounts there are in each state. */
  async tally(): Promise<StatusTally[]> {
    return await this.db.rows<StatusTally>(
      `select status, count(*)::int as count from messages where account_id is not null group by status order by status`,
    );
  }

  /**
   * Keeps messages, their places in their lanes and their idempotency keys in one statement. Null stands for a message
   * whose key is taken. Keys and lanes go in sorted, so that two statements wait for each other instead of locking crosswise.
   */
  async insert(entries: readonly Entry[]): Promise<(Accepted | null)[]> {
    const draft = <K extends keyof Draft>(key: K): Draft[K][] => entries.map((entry) => entry.draft[key]);
    const ids = entries.map(() => newId());
    const rows = await this.db.rows<{ id: string; created_at: Date }>(INSERT, [
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
      draft('heading'),
      draft('delivery'),
      draft('formattingFallback'),
      draft('expiresInSeconds'),
      entries.map(({ key }) => key?.scope ?? null),
      entries.map(({ key }) => key?.key ?? null),
      entries.map(({ key }) => key?.bodyHash ?? null),
    ]);
    const times = new Map(rows.map((row) => [row.id, row.created_at]));
    return entries.map((entry, i) => acceptedOf(entry.draft, ids[i] ?? '', times));
  }

  async findKey({ scope, key }: IdempotencyKey): Promise<KeptKey | null> {
    const [row] = await this.db.rows<KeptKey>(
      'select body_hash as "bodyHash", message_id as "messageId" from idempotency_keys where scope = $1 and key = $2',
      [scope, key],
    );
    return row ?? null;
  }

  /** Forgets idempotency keys that have served their time, a batch at a time. Returns how many. */
  async forgetKeys(): Promise<number> {
    const { count } = await this.db.run(
      `delete from idempotency_keys where (scope, key) in (
         select scope, key from idempotency_keys where created_at < now() - interval '${KEY_LIFETIME}' limit 5000)`,
    );
    return count;
  }

  /** Calls of a bot that a worker is making at this moment, or may be making. */
  async countOnTheWire(botId: string): Promise<number> {
    return await this.db.of(Message).countBy({ botId, status: 'sending' });
  }

  async getById(id: string): Promise<Message> {
    return await this.db.of(Message).findOneByOrFail({ id });
  }

  async find(scope: MessageScope, id: string): Promise<Message | null> {
    return await this.db.of(Message).findOneBy({ id, ...scope });
  }

  /** Newest first, one more than asked for. */
  async list({ accountId, botTokenId }: MessageScope, limit: number, after?: string): Promise<Message[]> {
    const query = this.db.of(Message).createQueryBuilder('message').where('message.accountId = :accountId', { accountId });
    if (botTokenId !== undefined) query.andWhere('message.botTokenId = :botTokenId', { botTokenId });
    if (after !== undefined) query.andWhere('message.id < :after', { after });
    return await query
      .orderBy('message.id', 'DESC')
      .take(limit + 1)
      .getMany();
  }

  async attemptsOf(messageId: string): Promise<Attempt[]> {
    return await this.db.of(Attempt).find({ where: { messageId }, order: { attempt: 'ASC' } });
  }

  /** Takes a queued message back. False means that it is not queued any more. */
  async cancel(id: string): Promise<boolean> {
    const { count } = await this.db.run(CANCEL, [id]);
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

function acceptedOf({ chatId, type }: Draft, id: string, times: ReadonlyMap<string, Date>): Accepted | null {
  const createdAt = times.get(id);
  return createdAt ? { id, chatId, type, createdAt } : null;
}

/** An idle lane that waits for its pace, and not because Telegram said so. */
const ONLY_PACED = `lane.ready_at <= lane.paced_until - make_interval(secs => lane.slack_seconds)`;

const INSERT = `
  with entry as (
    select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::smallint[], $7::text[], $8::text[], $9::text[],
      $10::jsonb[], $11::text[], $12::text[], $13::text[], $14::float8[], $15::text[], $16::text[], $17::bytea[]) with ordinality
    as e (id, bot_id, chat_id, account_id, bot_token_id, priority, method, type, text, payload, heading, delivery,
      formatting_fallback, expires_in, scope, key, body_hash, place)),
  kept as (
    insert into idempotency_keys (scope, key, body_hash, message_id)
    select scope, key, body_hash, id from entry where key is not null order by scope, key
    on conflict (scope, key) do nothing returning message_id),
  message as (
    insert into messages (id, bot_id, chat_id, account_id, bot_token_id, priority, method, type, text, payload, heading,
      delivery, formatting_fallback, expires_at)
    select id, bot_id, chat_id, account_id, bot_token_id, priority, method, type, text, payload, heading,
      delivery, formatting_fallback, now() + make_interval(secs => expires_in)
    from entry where key is null or id in (select message_id from kept) order by place
    returning id, bot_id, chat_id, priority, method, created_at),
  budget as (
    insert into budgets (bot_id) select distinct bot_id from message order by bot_id on conflict (bot_id) do nothing),
  lane as (
    insert into lanes as lane (chat_id, bot_id, open, priority, ready_at, pace_seconds, slack_seconds)
    select chat_id, message.bot_id, count(*), min(priority), case when bool_and(${UNPACED}) then '-infinity' else now() end,
      case when type = 'private' then ${PACE.private.pace} else ${PACE.group.pace} end,
      case when type = 'private' then ${PACE.private.slack} else ${PACE.group.slack} end
    from message join chats on chats.id = message.chat_id group by chat_id, message.bot_id, type order by chat_id
    on conflict (chat_id) do update set open = lane.open + excluded.open,
      priority = case when lane.open = 0 then excluded.priority else least(lane.priority, excluded.priority) end,
      ready_at = case when lane.open = 0 and excluded.ready_at = '-infinity' and ${ONLY_PACED} then now() else lane.ready_at end)
  select id, created_at from message`;
