import { Injectable } from '@nestjs/common';
import { RecentlyUsed } from '@app/platform';

/** A person may press so many buttons of a chat at once, and then one a second. */
const AT_ONCE = 5;
const EVERY_MS = 1_000;

/** How many people are remembered: whoever has not pressed a button for long starts anew. */
const MOST_REMEMBERED = 10_000;

/** Somebody who presses a button. */
export interface Presser {
  readonly botId: string;
  readonly chatId: number;
  readonly personId: number;
}

/**
 * Bounds what pressed buttons cause: each one costs a call or two to Telegram. Every process counts for itself, which bounds
 * it well enough, and nothing about people is kept.
 */
@Injectable()
export class PressesService {
  /** When each person's allowance is full again. */
  private readonly spentUntil = new RecentlyUsed<number>(MOST_REMEMBERED);

  /** Counts a press; false means that the person presses too fast, and the press is left unanswered. */
  admit({ botId, chatId, personId }: Presser, now = performance.now()): boolean {
    const key = `${botId} ${String(chatId)} ${String(personId)}`;
    const spentUntil = Math.max(this.spentUntil.get(key) ?? 0, now);
    if (spentUntil > now + (AT_ONCE - 1) * EVERY_MS) return false;
    this.spentUntil.set(key, spentUntil + EVERY_MS);
    return true;
  }
}
