import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { TopicFact, TopicSighting } from '@app/telegram';
import type { Place } from './memberships.repository';
import { TOPIC_FACTS } from './newest-facts.sql';
import type { Slice } from './visible-chats.repository';

/** A topic of a forum. */
export interface Topic {
  /** Its number written as an id, for the cursors of pages. */
  readonly id: string;
  /** Telegram's number of it, which means something in its chat only. */
  readonly topicId: number;
  readonly title: string | null;
  readonly closed: boolean;
  readonly firstSeenAt: Date;
}

/** In the chat that has this Telegram id, or had it as a group. Nothing is kept of private chats with those who were forgotten. */
const RECORD = `
  with chat as (
    select id from chats where bot_id = $1 and telegram_id = $2
    union all select id from chats where bot_id = $1 and former_telegram_id = $2 limit 1)
  insert into topics as known (chat_id, topic_id, title, title_as_of, title_as_of_update,
    closed, closed_as_of, closed_as_of_update, first_seen_at)
  select chat.id, $3, $4::text, $5::timestamptz, $6::bigint, coalesce($7::boolean, false), $8::timestamptz, $9::bigint,
    coalesce($10::timestamptz, now())
  from chat
  where not exists (select from forgotten_people gone where gone.bot_id = $1 and gone.telegram_id = $2)
  on conflict (chat_id, topic_id) do update set ${TOPIC_FACTS}`;

@Injectable()
export class TopicsRepository {
  constructor(private readonly db: Database) {}

  /** Records that a topic was seen at a time, or now if none is told, and follows what is newest about it, in one statement. */
  async record({ botId, chatTelegramId }: Place, { topicId, title, closed }: TopicSighting, at: Date | null): Promise<void> {
    await this.db.run(RECORD, [...[botId, chatTelegramId, topicId], ...columnsOf(title), ...columnsOf(closed), at]);
  }

  /** Topics of a chat, in the order in which they were made, one more than asked for. */
  async of(chatId: string, { limit, after }: Slice): Promise<Topic[]> {
    return await this.db.rows<Topic>(
      `select lpad(to_hex(topic_id), 32, '0')::uuid as id, topic_id as "topicId", title, closed, first_seen_at as "firstSeenAt" from topics
       where chat_id = $1 and topic_id > $2::bigint order by topic_id limit $3`,
      [chatId, numberOf(after), limit + 1],
    );
  }

  /** Topics of two chats that are one: of each the newest facts stay. */
  async absorb(fromChatId: string, toChatId: string): Promise<void> {
    const facts = 'topic_id, title, title_as_of, title_as_of_update, closed, closed_as_of, closed_as_of_update, first_seen_at';
    await this.db.run(
      `insert into topics as known (chat_id, ${facts}) select $2, ${facts} from topics where chat_id = $1 order by topic_id
       on conflict (chat_id, topic_id) do update set ${TOPIC_FACTS}`,
      [fromChatId, toChatId],
    );
  }
}

function columnsOf(fact: TopicFact<unknown> | undefined): unknown[] {
  return fact ? [fact.value, fact.at, fact.updateId] : [null, null, null];
}

/** The number in an id that was made of one. */
function numberOf(id = '0'): number {
  return Number.parseInt(id.slice(-8), 16);
}
