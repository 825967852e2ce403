import type { Clock } from '../world/clock';
import { tooManyRequests } from './refusal';

/** Waits up to this long look like slow answers; the official server absorbs them (TDLib, NetQueryCreator: total_timeout_limit = 8). */
const ABSORBED_MS = 8_000;

/** The figures of https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
const PER_CHAT = { intervalMs: 1_000, burst: 3 };
const PER_BOT = { intervalMs: 1_000 / 30, burst: 30 };

type Allowance = typeof PER_CHAT;

/** Telegram's limits for sending, kept as the time at which each bucket is full again. */
export class SendLimits {
  private readonly fullAt = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** Resolves when the call may go on. @throws Refusal 429 when that would take longer than Telegram absorbs. */
  async wait(botId: number, chatId: string): Promise<void> {
    const chat = `${String(botId)}:${chatId}`;
    const bot = String(botId);
    const waitMs = Math.max(this.waitOf(chat, PER_CHAT), this.waitOf(bot, PER_BOT));
    if (waitMs > ABSORBED_MS) throw tooManyRequests(Math.ceil(waitMs / 1_000));
    this.take(chat, PER_CHAT);
    this.take(bot, PER_BOT);
    if (waitMs > 0) {
      await new Promise<void>((resolve) => {
        this.clock.after(waitMs, resolve);
      });
    }
  }

  private waitOf(bucket: string, { intervalMs, burst }: Allowance): number {
    const now = this.clock.now();
    return Math.max(0, (this.fullAt.get(bucket) ?? now) - now - (burst - 1) * intervalMs);
  }

  private take(bucket: string, { intervalMs }: Allowance): void {
    const now = this.clock.now();
    this.fullAt.set(bucket, Math.max(this.fullAt.get(bucket) ?? now, now) + intervalMs);
  }
}
