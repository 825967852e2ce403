import { Injectable } from '@nestjs/common';
import { asSafeInteger, Database } from '@app/platform';
import type { Claimed } from './claimed';
import type { Settlement } from './outcome';
import { EXPIRE, LOCK_OPEN_LANES, RECOUNT, RELEASE } from './ends.sql';
import { lessonOfBot, lessonOfChat, type Lesson, type RefusedBot, type RefusedChat } from './lessons';
import { CHATS_REFUSED, HOLD_BOT, REFUSED_BOT, REFUSED_CHAT, TEACH_BOT, TEACH_CHAT } from './limits.sql';
import { asDocuments } from './photo-fallback';
import { SETTLE } from './settle.sql';
import { ALONE_IS_READY, CLAIM, CLAIM_ALONE, NEXT_DUE, NOBODY, OVERDUE } from './turns.sql';

type ClaimedRow = Omit<Claimed, 'telegramId'> & { readonly telegramId: string };

/** Taking turns: which messages go out now, and what became of them. All times are the database's. */
@Injectable()
export class TurnsRepository {
  constructor(private readonly db: Database) {}

  /**
   * Takes up to `most` messages that may be sent now and marks them `sending`. When this has committed, the calls may
   * have been made: whoever finds the mark later has to assume so. Bots have their turns in the order of their ids,
   * beginning after the one that is named.
   */
  async claim(most: number, afterBotId: string): Promise<Claimed[]> {
    return (await this.db.rows<ClaimedRow>(CLAIM, [most, afterBotId])).map(claimedOf);
  }

  /** Whether a message may be sent now that must go out without others beside it. */
  async isAloneReady(): Promise<boolean> {
    return (await this.db.rows(ALONE_IS_READY)).length > 0;
  }

  /** Takes one of those, as `claim` does. Null when others have taken them. */
  async claimAlone(): Promise<Claimed | null> {
    const [row] = await this.db.rows<ClaimedRow>(CLAIM_ALONE, [1, NOBODY]);
    return row ? claimedOf(row) : null;
  }

  /** Messages whose lease has run out: whoever was sending them is gone. */
  async overdue(): Promise<Claimed[]> {
    return (await this.db.rows<ClaimedRow>(OVERDUE)).map(claimedOf);
  }

  /**
   * Writes down what became of attempts, each only if the attempt is still the current one, and frees their lanes.
   * A late success is taken even after the message was queued again, unless another attempt has begun. Written twice,
   * because the answer to the first time was lost, they change nothing. Answers which messages were settled.
   */
  async settle(settlements: readonly Settlement[]): Promise<ReadonlySet<string>> {
    const column = <K extends keyof Settlement>(key: K): Settlement[K][] => settlements.map((one) => one[key]);
    const rows = await this.db.rows<{ id: string }>(SETTLE, [
      column('id'),
      column('attempt'),
      column('outcome'),
      column('detail').map((words) => (words === null ? null : storable(words))),
      column('status'),
      column('telegramMessageIds').map((ids) => `{${ids.join(',')}}`),
      column('failureCode'),
      column('waitingFor'),
      column('holdSeconds'),
      column('ambiguous'),
      column('possibleDuplicate'),
      column('formattingDropped'),
      column('sentTo'),
      column('part'),
      column('alone'),
      column('sentAsDocument'),
    ]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Remembers that Telegram refused a message to a chat for some seconds. When it refuses many chats of the bot, the bot rests, too. */
  async recordLimit(botId: string, chatId: string, seconds: number): Promise<void> {
    await this.db.transaction(async () => {
      const [bot] = await this.db.rows<Omit<RefusedBot, 'chats'>>(REFUSED_BOT, [botId]);
      const [chat] = await this.db.rows<RefusedChat>(REFUSED_CHAT, [chatId]);
      if (!bot || !chat) return;
      await this.db.run(TEACH_CHAT, [chatId, ...valuesOf(lessonOfChat(chat))]);
      const [{ chats } = { chats: 0 }] = await this.db.rows<{ chats: number }>(CHATS_REFUSED, [botId]);
      const { lesson, isFlooded } = lessonOfBot({ ...bot, chats });
      await this.db.run(TEACH_BOT, [botId, ...valuesOf(lesson)]);
      if (isFlooded) await this.db.run(HOLD_BOT, [botId, seconds]);
    });
  }

  /** Puts what was scheduled in line when its time has come. Answers how many lanes that made longer. */
  async release(): Promise<number> {
    return (await this.db.run(RELEASE)).count;
  }

  /** Ends messages that are not worth sending any more. */
  async expire(): Promise<void> {
    await this.db.run(EXPIRE);
  }

  /** Milliseconds until a message that waits for its time may be sent, or one that must go out alone; null when none waits. */
  async nextDue({ alone }: { alone: boolean }): Promise<number | null> {
    const [row] = await this.db.rows<{ ms: string | null }>(NEXT_DUE, [alone]);
    const ms = row?.ms ?? null;
    return ms === null ? null : Math.max(0, Number(ms));
  }

  /**
   * Counts the lanes anew and mends those whose figures are wrong. Returns how many that were: it should be none.
   * The lanes are locked before the messages are counted, so that nothing moves in between.
   */
  async recount(): Promise<number> {
    return await this.db.transaction(async () => {
      const rows = await this.db.rows<{ chat_id: string }>(LOCK_OPEN_LANES);
      const { count } = await this.db.run(RECOUNT, [rows.map((row) => row.chat_id)]);
      return count;
    });
  }
}

function claimedOf(row: ClaimedRow): Claimed {
  const claimed = { ...row, telegramId: asSafeInteger(row.telegramId) };
  return row.sentAsDocument ? asDocuments(claimed) : claimed;
}

/** PostgreSQL keeps no NUL and no half of a character, whoever says them. */
function storable(words: string): string {
  return words.replaceAll('\0', '').toWellFormed();
}

function valuesOf({ refusals, fadeSeconds, learned }: Lesson): (number | boolean | null)[] {
  return [refusals, fadeSeconds, learned !== undefined, learned ?? null];
}
