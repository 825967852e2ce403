import { setTimeout as pause } from 'node:timers/promises';
import type { TelegramEmulator } from '@app/telegram-emulator';
import type { Stage } from './stage';

/** An update that nobody can handle, among those of a chat. */
export interface Poison {
  readonly botId: number;
  readonly updateId: number;
  readonly lane: number;
  /** It does not fail, it ends the process. */
  readonly lethal: boolean;
}

/** Beyond the ids that the emulator gives. */
const FIRST_ID = 2_000_000_000;
const ANSWER_LIMIT_MS = 10_000;
const PAUSE_BETWEEN_TRIES_MS = 150;
const GIVE_UP_MS = 60_000;

/** Lists of entities in which something stands that is no entity. Odd chats, names and lists that are none are survived. */
const WAYS: readonly ((message: Record<string, unknown>) => object)[] = [
  (message) => ({ ...message, entities: [null] }),
  (message) => ({ ...message, entities: [null, { type: 'bot_command', offset: 0, length: 6 }] }),
  (message) => ({ ...message, entities: [{ type: 'bold', offset: 0, length: 6 }, null] }),
];

/** Puts poison into lanes, past the emulator, which says only what Telegram would. */
export class Poisoner {
  readonly given: Poison[] = [];
  /** How often which answer came; `none` for connections that broke. */
  readonly answers = new Map<string, number>();

  constructor(private readonly telegram: TelegramEmulator) {}

  /** Resolves when it is acknowledged: what people write from now on comes behind it. */
  async give(stage: Stage, lethal: boolean): Promise<void> {
    const number = this.given.length;
    const poison: Poison = { botId: stage.bot.id, updateId: FIRST_ID + number, lane: stage.chatId, lethal };
    this.given.push(poison);
    const body = JSON.stringify({ update_id: poison.updateId, message: messageOf(stage, number, lethal) });
    const until = performance.now() + GIVE_UP_MS;
    while (performance.now() < until) {
      const status = await this.post(stage, body);
      this.answers.set(status, (this.answers.get(status) ?? 0) + 1);
      if (status === '200' || status.startsWith('4')) return;
      await pause(PAUSE_BETWEEN_TRIES_MS);
    }
  }

  private async post({ bot }: Stage, body: string): Promise<string> {
    const { params = {} } = this.telegram.callsOf('setWebhook', bot).findLast(({ status }) => status === 200) ?? {};
    try {
      const response = await fetch(String(params.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': String(params.secret_token) },
        body,
        signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
      });
      await response.text();
      return String(response.status);
    } catch {
      return 'none';
    }
  }
}

function messageOf({ chatId, group, name }: Stage, number: number, lethal: boolean): object {
  const person = { id: 7_000_000 + number, is_bot: false, first_name: 'Mallory' };
  const message = {
    message_id: FIRST_ID + number,
    date: Math.floor(Date.now() / 1_000),
    chat: group ? { id: chatId, type: 'supergroup', title: name } : { id: chatId, type: 'private', first_name: name },
    from: person,
    text: lethal ? 'lethal to whoever reads it' : 'poison',
  };
  return lethal ? message : (WAYS[number % WAYS.length]?.(message) ?? message);
}
