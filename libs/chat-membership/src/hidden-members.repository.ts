import { Injectable } from '@nestjs/common';
import type { BotCalls } from '@app/bots';
import { asSafeInteger, Database, Leases } from '@app/platform';

/** Longer than a question lasts. */
const LEASE_SECONDS = 15;

/** Telegram tells of no change, so it is asked again: once a day, and earlier when members are about to be named. */
const AGAIN = `interval '1 day'`;
const FRESH = `interval '10 minutes'`;

/** When Telegram is asked again that gave no answer. */
const RETRY = `interval '10 minutes'`;

/** A supergroup about which Telegram is to be asked. */
export interface DueChat {
  readonly id: string;
  readonly botId: string;
  readonly telegramId: number;
}

const MAY_ASK = `chats.members_due_at <= now() and chats.bot_left_at is null and bots.active and bots.paused_reason is null`;

/** Which supergroups hide their members, and when Telegram is asked that. */
@Injectable()
export class HiddenMembersRepository implements BotCalls {
  constructor(
    private readonly db: Database,
    private readonly leases: Leases,
  ) {}

  /** The supergroup that has waited longest. */
  async findDue(): Promise<DueChat | null> {
    const [row] = await this.db.rows<Record<keyof DueChat, string>>(
      `select chats.id, chats.bot_id as "botId", chats.telegram_id as "telegramId" from chats join bots on bots.id = chats.bot_id
       where ${MAY_ASK} order by chats.members_due_at limit 1`,
    );
    return row ? { ...row, telegramId: asSafeInteger(row.telegramId) } : null;
  }

  /**
   * Does the work if this process may ask now, and lets others know that it asks: whoever switches the bot off waits for it. The
   * question is put off first, so that a chat about which nothing can be learned holds up no other.
   */
  async take({ id, botId }: DueChat, work: () => Promise<void>): Promise<void> {
    const isMine = await this.leases.take(nameOf(botId), LEASE_SECONDS);
    try {
      const { count } = await this.db.run(
        `update chats set members_due_at = now() + ${RETRY} from bots where chats.id = $1 and bots.id = chats.bot_id and ${MAY_ASK}`,
        [id],
      );
      if (isMine && count === 1) await work();
    } finally {
      if (isMine) await this.leases.release(nameOf(botId));
    }
  }

  /** What Telegram has said. */
  async record(id: string, areHidden: boolean): Promise<void> {
    await this.db.run(`update chats set members_hidden = $2, members_due_at = now() + ${AGAIN} where id = $1`, [id, areHidden]);
  }

  /** Members of this group are being named: what is known of it should not be old. */
  async refresh(id: string): Promise<void> {
    await this.db.run(
      `update chats set members_due_at = now() where id = $1 and members_due_at between now() and now() + ${AGAIN} - ${FRESH}`,
      [id],
    );
  }

  async underWay(botId: string): Promise<number> {
    return (await this.db.rows('select from leases where name = $1 and held_until > now()', [nameOf(botId)])).length;
  }
}

function nameOf(botId: string): string {
  return `hidden-members:${botId}`;
}
