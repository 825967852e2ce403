import { Injectable, Logger } from '@nestjs/common';
import { RunningBots, type RunningBot } from '@app/bots';
import { BotApi, type CallResult, type Payload } from '@app/telegram';
import { callOf, isAct } from './call-of';
import type { Claimed } from './claimed';
import { Consequences } from './consequences';
import { expired, outcomeOf, unreachable, unsendable, withoutTarget, type Settlement } from './outcome';

const CALL_TIMEOUT_MS = 15_000;
const PROBE_TIMEOUT_MS = 5_000;

/** A message that was taken so long ago is not sent any more: its lease might run out under the call. */
const LATEST_START_MS = 8_000;

const GONE: CallResult = { kind: 'not-sent', reason: 'the bot is gone' };

/** Makes the call that a message stands for, once, and tells what came of it. */
@Injectable()
export class DeliveryService {
  private readonly log = new Logger(DeliveryService.name);

  constructor(
    private readonly api: BotApi,
    private readonly bots: RunningBots,
    private readonly consequences: Consequences,
  ) {}

  /** `takenAt` is when this process took the message, on its own monotonic clock. It does not throw for what Telegram answers. */
  async deliver(message: Claimed, takenAt: number): Promise<Settlement> {
    if (message.expired) return expired(message);
    if (!message.reachable) return unreachable(message);
    const obstacle = isAct(message) ? withoutTarget(message) : null;
    if (obstacle) return obstacle;
    const payload = this.payloadOf(message);
    if (!payload) return unsendable(message);
    const bot = await this.bots.find(message.botId);
    const result = bot ? await this.call(bot, message, payload, takenAt) : GONE;
    const { settlement, consequence } = outcomeOf(message, result);
    if (bot && consequence) await this.consequences.draw(message, bot, consequence);
    return settlement;
  }

  /** A message that cannot be read must not hold up its chat. */
  private payloadOf(message: Claimed): Payload | null {
    try {
      return callOf(message);
    } catch (error) {
      this.log.error({ err: error, messageId: message.id }, 'a message makes no call');
      return null;
    }
  }

  private async call(bot: RunningBot, message: Claimed, payload: Payload, takenAt: number): Promise<CallResult> {
    const probed = message.ambiguities > 0 ? await this.probe(bot) : null;
    if (probed) return probed;
    if (performance.now() - takenAt > LATEST_START_MS) return { kind: 'not-sent', reason: 'the worker was held up' };
    return await this.api.call(bot.token, message.method, payload, { timeoutMs: CALL_TIMEOUT_MS });
  }

  /** A second try must not be burned by an outage that still lasts, so Telegram has to answer something harmless first. */
  private async probe({ token }: RunningBot): Promise<CallResult | null> {
    const result = await this.api.call(token, 'getMe', {}, { timeoutMs: PROBE_TIMEOUT_MS });
    if (result.kind === 'done') return null;
    return result.kind === 'ambiguous' ? { kind: 'not-sent', reason: `Telegram does not answer yet (${result.reason})` } : result;
  }
}
