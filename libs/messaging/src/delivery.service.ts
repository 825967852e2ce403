import { Injectable, Logger } from '@nestjs/common';
import { RunningBots, type RunningBot } from '@app/bots';
import { isDatabaseAway, isDatabaseSlow } from '@app/platform';
import { BotApi, type CallResult } from '@app/telegram';
import { callOf, isAct } from './call-of';
import { CarriedFiles, FileGoneError, type Cargo } from './carried-files';
import type { Claimed } from './claimed';
import { Consequences } from './consequences';
import { expired, fileForgotten, fileGone, outcomeOf, unreachable, unsendable, withoutTarget, type Settlement } from './outcome';
import { SealedAnswers } from './sealed-answers';
import type { Call } from './slots';

const CALL_TIMEOUT_MS = 15_000;
const UPLOAD_TIMEOUT_MS = 120_000;
const PROBE_TIMEOUT_MS = 5_000;

/** A message that was taken so long ago is not sent any more: its lease might run out under the call. */
const LATEST_START_MS = 8_000;

/** Another file of the message may be the unknown one, for which nothing can be done. */
const MOST_TRIES_WITH_FILES = 5;

const DATABASE_AWAY: CallResult = { kind: 'not-sent', reason: 'the file could not be read: the database was away or slow' };
const GONE: CallResult = { kind: 'not-sent', reason: 'the bot is gone' };

/** Makes the call that a message stands for, once, and tells what came of it. */
@Injectable()
export class DeliveryService {
  private readonly log = new Logger(DeliveryService.name);

  constructor(
    private readonly api: BotApi,
    private readonly bots: RunningBots,
    private readonly files: CarriedFiles,
    private readonly consequences: Consequences,
    private readonly answers: SealedAnswers,
  ) {}

  /** Makes the call, and says when it begins. It does not throw for what Telegram answers. */
  async deliver(message: Claimed, call: Call): Promise<Settlement> {
    const obstacle = obstacleOf(message);
    if (obstacle) return obstacle;
    const cargo = await this.cargoOf(message);
    if (!('payload' in cargo)) return cargo;
    const bot = await this.bots.find(message.botId);
    const result = bot ? await this.call(bot, message, cargo, call) : GONE;
    if (isOfUnknownFile(result) && cargo.byId.length > 0 && message.attempt < MOST_TRIES_WITH_FILES) {
      await this.draw(message, () => this.files.forget(message, cargo));
      return fileForgotten(message, result.description);
    }
    const { settlement, consequence } = outcomeOf(message, result);
    await this.draw(message, async () => {
      if (result.kind === 'done') await this.files.learn(message, cargo, result.result);
      if (bot && consequence) await this.consequences.draw(message, bot, consequence);
    });
    return settlement;
  }

  /** What Telegram said of the message is known and must not be lost over what follows from it: that is learned again the next time. */
  private async draw(message: Claimed, consequences: () => Promise<void>): Promise<void> {
    try {
      await consequences();
    } catch (error) {
      this.log.warn({ err: error, messageId: message.id }, 'what follows from an answer could not be drawn');
    }
  }

  /** The call, or how the message ends without one: what cannot be put together must not hold up its chat. */
  private async cargoOf(message: Claimed): Promise<Cargo | Settlement> {
    try {
      return await this.files.load(message, callOf(this.answers.open(message)));
    } catch (error) {
      if (error instanceof FileGoneError) return fileGone(message);
      if (isDatabaseAway(error) || isDatabaseSlow(error)) return outcomeOf(message, DATABASE_AWAY).settlement;
      this.log.error({ err: error, messageId: message.id }, 'a message makes no call');
      return unsendable(message);
    }
  }

  private async call(bot: RunningBot, message: Claimed, { payload, attachments }: Cargo, call: Call): Promise<CallResult> {
    const probed = message.ambiguities > 0 ? await this.probe(bot) : null;
    if (probed) return probed;
    if (performance.now() - call.takenAt > LATEST_START_MS) return { kind: 'not-sent', reason: 'the worker was held up' };
    const timeoutMs = message.fileIds.length > 0 ? UPLOAD_TIMEOUT_MS : CALL_TIMEOUT_MS;
    call.begin();
    const result = await this.api.call(bot.token, message.method, payload, { timeoutMs, attachments });
    return isOfProxy(result) ? await this.judged(bot, result) : result;
  }

  /**
   * A page instead of an answer is about this call only if another one reaches Telegram; else the way is blocked for all of them, until
   * somebody mends it. One that calls the body too large needs no second opinion.
   */
  private async judged(bot: RunningBot, { page, reason }: ProxyPage): Promise<CallResult> {
    if (page === 413) return { kind: 'not-sent', reason, page };
    // 429: a proxy with limits of its own.
    const passes = page !== 429 && (await this.api.call(bot.token, 'getMe', {}, { timeoutMs: PROBE_TIMEOUT_MS })).kind === 'done';
    return passes ? { kind: 'not-sent', reason, page } : { kind: 'not-sent', reason };
  }

  /** A second try must not be burned by an outage that still lasts, so Telegram has to answer something harmless first. */
  private async probe({ token }: RunningBot): Promise<CallResult | null> {
    const result = await this.api.call(token, 'getMe', {}, { timeoutMs: PROBE_TIMEOUT_MS });
    if (result.kind === 'done') return null;
    // Anything else that it says to this question says nothing of the message and its chat.
    if (result.kind === 'limited' || result.kind === 'revoked') return result;
    const words = 'reason' in result ? result.reason : result.description;
    return { kind: 'not-sent', reason: `Telegram does not answer yet (${words})` };
  }
}

type ProxyPage = Extract<CallResult, { kind: 'not-sent' }> & { readonly page: number };

function isOfProxy(result: CallResult): result is ProxyPage {
  return result.kind === 'not-sent' && result.page !== undefined;
}

/** Telegram's words for an id that means no file to it (tdlib/telegram-bot-api Client.cpp, TDLib FileManager.cpp). */
function isOfUnknownFile(result: CallResult): result is Extract<CallResult, { kind: 'refused' }> {
  return result.kind === 'refused' && /wrong (remote )?file identifier|FILE_REFERENCE_/i.test(result.description);
}

/** What ends a message without asking Telegram. */
function obstacleOf(message: Claimed): Settlement | null {
  if (message.expired) return expired(message);
  if (!message.reachable) return unreachable(message);
  return isAct(message) ? withoutTarget(message) : null;
}
