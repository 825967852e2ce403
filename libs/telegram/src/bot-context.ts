import { Context, Telegram } from 'telegraf';
import type { Update, UserFromGetMe } from 'telegraf/types';
import type { Payload } from './bot-api';

/** The bot that received an update. */
export interface GraphBot {
  readonly id: string;
  readonly telegramId: number;
  readonly username: string;
  /** The house bot speaks for everybody; other bots belong to an account. */
  readonly house: boolean;
  /** What it does for people. */
  readonly behaviour: 'house' | 'echo' | 'silent';
  /** Messages that were written longer ago than that are not answered. */
  readonly ignoreCommandsOlderThanMinutes: number | null;
}

/** Takes the calls that handlers make, to be sent when the update's transaction has committed. */
export type Outbox = (method: string, payload: Payload) => Promise<void>;

/** Telegraf's client, with the wire cut off: every call becomes a row in the outbox, and answers nothing. */
class OutboxTelegram extends Telegram {
  constructor(private readonly outbox: Outbox) {
    super('0:outbox');
  }

  override async callApi(method: string, payload: object): Promise<never> {
    await this.outbox(method, { ...payload });
    return undefined as never;
  }
}

/** What a handler gets: Telegraf's context, bound to the bot that was addressed. */
export class BotContext extends Context {
  constructor(
    update: Update,
    readonly bot: GraphBot,
    outbox: Outbox,
  ) {
    super(update, new OutboxTelegram(outbox), profileOf(bot));
  }
}

function profileOf({ telegramId, username }: GraphBot): UserFromGetMe {
  return {
    id: telegramId,
    is_bot: true,
    first_name: username,
    username,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
  };
}
