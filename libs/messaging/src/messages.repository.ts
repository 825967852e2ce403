import { Injectable } from '@nestjs/common';
import { Database, newId } from '@app/platform';
import { Attempt } from './attempt.entity';
import type { Draft, IdempotencyKey } from './draft';
import { Message } from './message.entity';
import { CANCEL } from './turns.sql';

/** Telegram allows about one message a second to a chat, in short bursts more, and twenty a minute to a group (core.telegram.org/bots/faq). */
const PACE = { private: { pace: 1, slack: 2 }, group: { pace: 3, slack: 0 } };

/** Keys are kept for as long as we promise, and forgotten some time after. */
const KEY_LIFETIME = '48 hours';

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

@Injectable()
export class MessagesRepository {
  constructor(private readonly db: Database) {}

  /**
   * Keeps a message, its place in its lane and its idempotency key in one statement. Null means that the key is taken.
   */
  async insert(draft: Draft, key?: IdempotencyKey): Promise<string | null> {
    const id = newId();
    const { count } = await this.db.run(INSERT, [
      id,
      draft.botId,
      draft.chatId,
      draft.accountId,
      draft.botTokenId,
      draft.priority,
      draft.method,
      draft.type,
      draft.text,
      JSON.stringify(draft.payload),
      draft.heading,
      draft.delivery,
      draft.formattingFallback,
      draft.expiresInSeconds,
      key?.scope ?? null,
      key?.key ?? null,
      key?.bodyHash ?? null,
    ]);
    return count === 1 ? id : null;
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

const INSERT = `
  with kept as (
    insert into idempotency_keys (scope, key, body_hash, message_id)
    select $15, $16, $17, $1 where $16::text is not null
    on conflict (scope, key) do nothing returning 1),
  message as (
    insert into messages (id, bot_id, chat_id, account_id, bot_token_id, priority, method, type, text, payload, heading,
      delivery, formatting_fallback, expires_at)
    select $1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6::smallint, $7, $8, $9, $10::jsonb, $11, $12, $13,
      now() + make_interval(secs => $14::float8)
    where $16::text is null or exists (select 1 from kept)
    returning id, bot_id, chat_id, priority),
  budget as (
    insert into budgets (bot_id) select bot_id from message on conflict (bot_id) do nothing),
  lane as (
    insert into lanes as lane (chat_id, bot_id, open, priority, pace_seconds, slack_seconds)
    select chat_id, message.bot_id, 1, priority,
      case when type = 'private' then ${String(PACE.private.pace)} else ${String(PACE.group.pace)} end,
      case when type = 'private' then ${String(PACE.private.slack)} else ${String(PACE.group.slack)} end
    from message join chats on chats.id = message.chat_id
    on conflict (chat_id) do update set open = lane.open + 1,
      priority = case when lane.open = 0 then excluded.priority else least(lane.priority, excluded.priority) end)
  select id from message`;
