import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { TokenEnding } from '@app/bot-tokens';
import { cancelWhere } from './ends.sql';
import { SCHEDULED } from './turns.sql';

const BATCH = 5_000;

const CANCEL_ALL = cancelWhere(
  `chat_id in (select chat_id from messages where account_id = $1 and status = 'queued')`,
  'account_id = $1',
);

/** Who owns the bot may write to its chats also when they are linked with nobody. */
const CANCEL_OF_PAIRING = cancelWhere(
  'chat_id = $1',
  `account_id = (select account_id from chats where chats.id = $1 and pairing_id = $2)
   and not exists (select from bots where bots.id = messages.bot_id and owner_id = messages.account_id)`,
);

/** What waits for the time that its sender has chosen. */
const CANCEL_SCHEDULED = cancelWhere(
  `chat_id in (select chat_id from messages where bot_token_id = any($1::uuid[]) and ${SCHEDULED})`,
  `bot_token_id = any($1::uuid[]) and scheduled`,
);

/** The messages of one account, all together. */
@Injectable()
export class AccountMessagesRepository implements TokenEnding {
  constructor(private readonly db: Database) {}

  /** Takes back everything that is still queued. */
  async cancelAll(accountId: string): Promise<void> {
    await this.db.transaction(() => this.db.run(CANCEL_ALL, [accountId]));
  }

  /** Takes back what was scheduled with these tokens, in the running transaction. */
  async takeBack(tokenIds: readonly string[]): Promise<void> {
    await this.db.run(CANCEL_SCHEDULED, [tokenIds]);
  }

  /** Takes back what is still queued for a chat, by the account that it is linked with in this pairing. */
  async cancelAllOfPairing(chatId: string, pairingId: string): Promise<void> {
    await this.db.run(CANCEL_OF_PAIRING, [chatId, pairingId]);
  }

  /** Removes what has come to its end, a batch at a time. Answers whether nothing is left: a call may be under way. */
  async removeEnded(accountId: string): Promise<boolean> {
    for (;;) {
      const { count } = await this.db.run(
        `delete from messages where id in (
           select id from messages where account_id = $1 and status <> 'queued' limit ${BATCH})`,
        [accountId],
      );
      if (count < BATCH) break;
    }
    return (await this.db.rows('select 1 from messages where account_id = $1 limit 1', [accountId])).length === 0;
  }

  /** Forgets how many messages there ever were. */
  async closeBooks(accountId: string): Promise<void> {
    await this.db.run('delete from message_books where account_id = $1', [accountId]);
  }
}
