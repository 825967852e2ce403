import { Injectable } from '@nestjs/common';
import { RunningBots, type RunningBot } from '@app/bots';
import { BotApi, type CallResult } from '@app/telegram';
import { callOf } from './call-of';
import type { Claimed } from './claimed';
import { Consequences } from './consequences';
import { expired, outcomeOf, unreachable, type Settlement } from './outcome';

const CALL_TIMEOUT_MS = 15_000;
const PROBE_TIMEOUT_MS = 5_000;

/** A message that was taken so long ago is not sent any more: its lease might run out under the call. */
const LATEST_START_MS = 8_000;

const GONE: CallResult = { kind: 'not-sent', reason: 'the bot is gone' };

/** Makes the call that a message stands for, once, and tells what came of it. */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly api: BotApi,
    private readonly bots: RunningBots,
    private readonly consequences: Consequences,
  ) {}

  /** `takenAt` is when this process took the message, on its own monotonic clock. It does not throw for what Telegram answers. */
  async deliver(message: Claimed, takenAt: number): Promise<Settlement> {
    if (message.expired) return expired(message);
    if (!message.reachable) return unreachable(message);
    const bot = await this.bots.find(message.botId);
    const { settlement, consequence } = outcomeOf(message, bot ? await this.call(bot, message, takenAt) : GONE);
    if (bot && consequence) await this.consequences.draw(message, bot, consequence);
    return settlement;
  }

  private async call(bot: RunningBot, message: Claimed, takenAt: number): Promise<CallResult> {
    const probed = message.possibleDuplicate ? await this.probe(bot) : null;
    if (probed) return probed;
    if (performance.now() - takenAt > LATEST_START_MS) return { kind: 'not-sent', reason: 'the worker was held up' };
    return await this.api.call(bot.token, message.method, callOf(message), { timeoutMs: CALL_TIMEOUT_MS });
  }

  /** A second try must not be burned by an outage that still lasts, so Telegram has to answer something harmless first. */
  private async probe({ token }: RunningBot): Promise<CallResult | null> {
    const result = await this.api.call(token, 'getMe', {}, { timeoutMs: PROBE_TIMEOUT_MS });
    if (result.kind === 'done') return null;
    return result.kind === 'ambiguous' ? { kind: 'not-sent', reason: `Telegram does not answer yet (${result.reason})` } : result;
  }
}
