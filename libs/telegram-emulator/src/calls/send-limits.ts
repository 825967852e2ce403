import { Bucket } from '../world/bucket';
import type { Clock } from '../world/clock';
import { tooManyRequests } from './refusal';

/** Waits up to this long look like slow answers; the official server absorbs them (TDLib, NetQueryCreator: total_timeout_limit = 8). */
export const ABSORBED_MS = 8_000;

/** The figures of https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this */
const PER_CHAT = { intervalMs: 1_000, burst: 3 };
const PER_BOT = { intervalMs: 1_000 / 30, burst: 30 };
const PER_GROUP = { withinMs: 60_000, most: 20 };

type Allowance = typeof PER_CHAT;

export interface Strictness {
  /** The share of the published figures that is really allowed. */
  readonly share: number;
  /** Waits up to this long look like slow answers. */
  readonly absorbedMs: number;
}

/** Telegram's limits for sending: by default the figures that it publishes. */
export class SendLimits {
  private readonly buckets = new Map<string, Bucket>();
  private readonly lastInGroup = new Map<string, number[]>();

  constructor(
    private readonly clock: Clock,
    private readonly strictness: Strictness = { share: 1, absorbedMs: ABSORBED_MS },
  ) {}

  /** Resolves when the call may go on. @throws Refusal 429 when that would take longer than Telegram absorbs. */
  async wait(botId: number, chatId: string, isGroup: boolean): Promise<void> {
    const chat = `${String(botId)}:${chatId}`;
    const buckets = [this.bucket(chat, PER_CHAT), this.bucket(String(botId), PER_BOT)];
    const now = this.clock.now();
    const waitMs = Math.max(...buckets.map((one) => one.waitMs(now)), isGroup ? this.waitOfGroup(chat) : 0);
    if (waitMs > this.strictness.absorbedMs) throw tooManyRequests(Math.ceil(waitMs / 1_000));
    for (const one of buckets) one.take(now);
    if (isGroup) this.takeInGroup(chat, waitMs);
    if (waitMs > 0) {
      await new Promise<void>((resolve) => {
        this.clock.after(waitMs, resolve);
      });
    }
  }

  private bucket(name: string, { intervalMs, burst }: Allowance): Bucket {
    const bucket = this.buckets.get(name) ?? new Bucket(intervalMs / this.strictness.share, burst);
    this.buckets.set(name, bucket);
    return bucket;
  }

  /** The message before the last twenty must have become a minute old. */
  private waitOfGroup(group: string): number {
    const oldest = this.lastInGroup.get(group)?.at(-this.mostInGroup());
    return oldest === undefined ? 0 : Math.max(0, oldest + PER_GROUP.withinMs - this.clock.now());
  }

  private takeInGroup(group: string, waitMs: number): void {
    const times = [...(this.lastInGroup.get(group) ?? []), this.clock.now() + waitMs];
    this.lastInGroup.set(group, times.slice(-this.mostInGroup()));
  }

  private mostInGroup(): number {
    return Math.max(1, Math.floor(PER_GROUP.most * this.strictness.share));
  }
}
