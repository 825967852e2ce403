import type { Faults } from '../faults/faults';
import type { Clock } from '../world/clock';
import type { BotRecord } from '../world/records';
import { ABSORBED_MS } from './send-limits';
import type { LedgerEntry } from './journal';
import { badRequest, Refusal, tooManyRequests } from './refusal';

/** What the Bot API makes of what the servers behind it say (telegram-bot-api, Client.cpp). */
const IN_OTHER_WORDS: Partial<Record<string, string>> = {
  USER_IS_BLOCKED: 'Forbidden: bot was blocked by the user',
  INPUT_USER_DEACTIVATED: 'Forbidden: user is deactivated',
  PEER_ID_INVALID: "Forbidden: bot can't initiate conversation with a user",
};

const ENDS_THE_SESSION = new Set(['SESSION_REVOKED', 'AUTH_KEY_UNREGISTERED', 'USER_DEACTIVATED']);

/**
 * The servers behind the Bot API, which do everything unless a fault is set. Waits that they ask for are sat out as long as their sum is at
 * most 8 s, and so are failures of theirs, after 1, 2, 4 … seconds; after that the call is refused with 429 (TDLib, NetQueryDelayer.cpp).
 */
export class Backend {
  constructor(
    private readonly clock: Clock,
    private readonly faults: Faults,
  ) {}

  /** Resolves when the backend does what the call asks. @throws Refusal */
  async reach(bot: BotRecord, entry: LedgerEntry): Promise<void> {
    let waitedMs = 0;
    let pauseSeconds = 1;
    for (let words = this.faults.strikeBackend(entry); words !== null; words = this.faults.strikeBackend(entry)) {
      const seconds = words === '500' ? pauseSeconds : askedFor(words);
      if (seconds === null) throw this.refused(bot, words);
      waitedMs += seconds * 1_000;
      if (waitedMs > ABSORBED_MS) throw tooManyRequests(seconds);
      if (words === '500') pauseSeconds *= 2;
      await this.pause(seconds);
    }
  }

  private refused(bot: BotRecord, words: string): Refusal {
    if (ENDS_THE_SESSION.has(words)) {
      bot.revoked = true;
      return new Refusal(401, `Unauthorized: ${words}`);
    }
    const known = IN_OTHER_WORDS[words];
    return known === undefined ? badRequest(words) : new Refusal(403, known);
  }

  private pause(seconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.clock.after(seconds * 1_000, resolve);
    });
  }
}

/** The seconds of a FLOOD_WAIT_n and its kin, null for other words. */
function askedFor(words: string): number | null {
  const seconds = /^(?:FLOOD|SLOWMODE|FLOOD_PREMIUM)_WAIT_(\d+)$/.exec(words)?.[1];
  return seconds === undefined ? null : Number(seconds);
}
