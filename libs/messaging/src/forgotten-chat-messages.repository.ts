import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { cancelWhere } from './ends.sql';
import { ANSWER, WAITING } from './turns.sql';

const CANCEL = cancelWhere('chat_id in (select id from chats where bot_id = $1 and telegram_id = $2)', 'account_id is not null');

/** Lanes are locked before their messages, as everywhere. */
const FORGET_WHOM = `
  with whom as materialized (
    select id, chat_id from messages where ${WAITING} and ${ANSWER} and bot_id = $1 and answer_to = $2),
  lane as materialized (
    select chat_id from lanes where chat_id in (select chat_id from whom) order by chat_id for update)
  update messages set answer_to = null from whom join lane using (chat_id) where messages.id = whom.id`;

/** Messages in private chats with people who do not want to be known any more. */
@Injectable()
export class ForgottenChatMessages {
  constructor(private readonly db: Database) {}

  /** Takes back what accounts have queued for the person, and forgets whom the answers that still wait are for. */
  async cancelAllTo(botId: string, telegramId: number): Promise<void> {
    await this.db.run(CANCEL, [botId, telegramId]);
    await this.db.run(FORGET_WHOM, [botId, telegramId]);
  }

  /** Removes the bot's answers that have come to their end, wherever others read them. */
  async removeAnswersInGroups(botId: string): Promise<void> {
    await this.db.run(
      `delete from messages using chats where chats.id = messages.chat_id and chats.bot_id = $1 and chats.type <> 'private'
         and messages.account_id is null and messages.status <> 'queued'`,
      [botId],
    );
  }

  /** Removes the bot's answers when none is to be sent any more. Tells what is left: messages of accounts, or some that wait. */
  async removeAnswers(chatId: string): Promise<'waiting' | 'history' | 'nothing'> {
    const [row] = await this.db.rows<{ waits: boolean; history: boolean }>(
      `with answers as (
         delete from messages where chat_id = $1 and account_id is null
           and not exists (select from messages open where open.chat_id = $1 and open.status = 'queued'))
       select coalesce(bool_or(status = 'queued'), false) as waits,
         coalesce(bool_or(account_id is not null), false) as history
       from messages where chat_id = $1`,
      [chatId],
    );
    if (row?.waits === true) return 'waiting';
    return row?.history === true ? 'history' : 'nothing';
  }

  /** In a private chat Telegram's id of the chat is that of the person. */
  async forgetPlace(chatId: string): Promise<void> {
    await this.db.run('update messages set sent_to = null where chat_id = $1 and sent_to is not null', [chatId]);
  }
}
