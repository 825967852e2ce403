import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { ChatReferences } from '@app/chat-membership';

const LIFETIME = '10 minutes';

/** The chat that shows a code, and the topic if it is shown in one. */
export interface ShownIn {
  readonly chatId: string;
  readonly topicId: number | null;
}

@Injectable()
export class PairingCodesRepository implements ChatReferences {
  readonly tables = ['pairing_codes'];

  constructor(private readonly db: Database) {}

  /** Gives a chat, or a topic of it, its code; the one before is void. */
  async put({ chatId, topicId }: ShownIn, codeMac: Buffer): Promise<void> {
    await this.db.run(
      `insert into pairing_codes (chat_id, topic_id, code_mac, expires_at) values ($1, $2, $3, now() + interval '${LIFETIME}')
       on conflict (chat_id) do update set topic_id = excluded.topic_id, code_mac = excluded.code_mac, expires_at = excluded.expires_at`,
      [chatId, topicId, codeMac],
    );
  }

  /** Uses a code up and tells whose it was. Null for one that is unknown, used or expired. */
  async take(codeMac: Buffer): Promise<ShownIn | null> {
    const [row] = await this.db.rows<{ chatId: string; topicId: number | null; valid: boolean }>(
      `delete from pairing_codes where code_mac = $1
       returning chat_id as "chatId", topic_id as "topicId", expires_at > now() as valid`,
      [codeMac],
    );
    return row?.valid ? { chatId: row.chatId, topicId: row.topicId } : null;
  }

  /** The code that a chat shows is void. */
  async remove(botId: string, telegramId: number): Promise<void> {
    await this.db.run(
      'delete from pairing_codes using chats where chats.id = chat_id and chats.bot_id = $1 and chats.telegram_id = $2',
      [botId, telegramId],
    );
  }

  /** Two chats are one: a code that was shown in the first is good for the second, unless that has its own. */
  async absorb(fromChatId: string, toChatId: string): Promise<boolean> {
    await this.db.run(
      `update pairing_codes set chat_id = $2 where chat_id = $1
         and not exists (select 1 from pairing_codes where chat_id = $2)`,
      [fromChatId, toChatId],
    );
    return true;
  }

  /** Forgets codes that have expired. */
  async forgetOld(): Promise<void> {
    await this.db.run('delete from pairing_codes where expires_at < now()');
  }
}
