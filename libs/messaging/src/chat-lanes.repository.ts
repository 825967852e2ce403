import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { ChatReferences } from '@app/chat-membership';
import { WAITING } from './turns.sql';

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
    const lanes = await this.db.rows<{ chat_id: string; busy: boolean; open: number }>(
      'select chat_id, busy, open from lanes where chat_id in ($1, $2) order by chat_id for update',
      [fromChatId, toChatId],
    );
    const from = lanes.find((lane) => lane.chat_id === fromChatId);
    const to = lanes.find((lane) => lane.chat_id === toChatId);
    if (from?.busy && to?.busy) return false;
    await this.db.run('update messages set chat_id = $2 where chat_id = $1', [fromChatId, toChatId]);
    if (from && to) await this.join(toChatId, from);
    else if (from) await this.db.run('update lanes set chat_id = $2 where chat_id = $1', [fromChatId, toChatId]);
    return true;
  }

  private async join(chatId: string, { open, busy }: { open: number; busy: boolean }): Promise<void> {
    await this.db.run(
      `update lanes set open = open + $2, busy = busy or $3,
         priority = coalesce(head.priority, lanes.priority), share = coalesce(head.account_id, share)
       from (select 1) one left join lateral (
         select messages.priority, account_id from messages where messages.chat_id = $1 and ${WAITING} order by seq limit 1) head on true
       where lanes.chat_id = $1`,
      [chatId, open, busy],
    );
  }
}
