import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { ChatReferences } from '@app/chat-membership';
import { NEW_PACE } from './accept.sql';
import { PRIORITY } from './message.entity';
import { headOf } from './turns.sql';

/** So that what is accepted for it at this moment waits for the lane, and finds the chat gone, instead of going with it. */
const ENSURE = `
  insert into lanes (chat_id, bot_id, open, priority, pace_seconds, slack_seconds)
  select id, bot_id, 0, ${String(PRIORITY.message)}, ${NEW_PACE} from chats where id = $1 on conflict (chat_id) do nothing`;

const RENAME = 'update lanes set chat_id = $2 where chat_id = $1';

/** A call that is under way for either goes on holding the line. */
const JOIN = `
  update lanes set open = lanes.open + other.open, scheduled = lanes.scheduled + other.scheduled,
    message_id = coalesce(lanes.message_id, other.message_id), attempt = coalesce(lanes.attempt, other.attempt),
    claimed_at = coalesce(lanes.claimed_at, other.claimed_at), lease_until = coalesce(lanes.lease_until, other.lease_until),
    alone = lanes.alone or other.alone, priority = coalesce(head.priority, lanes.priority), share = coalesce(head.account_id, lanes.share)
  from lanes other left join lateral (${headOf('$2', 'other.answers_next')}) head on true
  where lanes.chat_id = $2 and other.chat_id = $1`;

/** The messages of two chats that are one. */
@Injectable()
export class ChatLanesRepository implements ChatReferences {
  readonly tables = ['messages', 'lanes'];

  constructor(private readonly db: Database) {}

  /**
   * Moves the messages of one chat to another, with their places in line; a call that is on the wire keeps holding the line.
   * False while calls to both are: one of them would let go of the line of the other.
   */
  async absorb(fromChatId: string, toChatId: string): Promise<boolean> {
    await this.db.run(ENSURE, [fromChatId]);
    const lanes = await this.db.rows<{ chat_id: string; busy: boolean }>(
      'select chat_id, message_id is not null as busy from lanes where chat_id in ($1, $2) order by chat_id for update',
      [fromChatId, toChatId],
    );
    const isBusy = (chatId: string): boolean => lanes.some(({ chat_id, busy }) => busy && chat_id === chatId);
    if (isBusy(fromChatId) && isBusy(toChatId)) return false;
    await this.db.run('update messages set chat_id = $2 where chat_id = $1', [fromChatId, toChatId]);
    await this.db.run(lanes.length === 2 ? JOIN : RENAME, [fromChatId, toChatId]);
    return true;
  }
}
