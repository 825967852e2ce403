import type { IncomingMessage, ServerResponse } from 'node:http';

import { refused, type Answer, type BotApi } from '../calls/bot-api';
import type { Journal, LedgerEntry } from '../calls/journal';
import { Refusal } from '../calls/refusal';
import type { Uploads } from '../calls/upload';
import type { Faults } from '../faults/faults';
import type { BotRecord } from '../world/records';
import type { World } from '../world/world';
import { errorAnswer, settle, writeAnswer } from './exchange';
import { readParams } from './read-params';
import { spoilExchange } from './spoil-exchange';

const PATH = /^\/bot([^/]*)\/([^/]+)\/?$/;

/** The HTTP face of the Bot API: https://core.telegram.org/bots/api#making-requests */
export class BotApiFace {
  constructor(
    private readonly world: World,
    private readonly api: BotApi,
    private readonly journal: Journal,
    private readonly faults: Faults,
  ) {}

  /** Answers a request below `/bot`. Never rejects: what goes wrong inside is answered with 500 and noted as a problem. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.exchange(request, response);
    } catch (error) {
      if (response.headersSent || response.destroyed) return;
      writeAnswer(response, this.answerTo(error));
    }
  }

  private answerTo(error: unknown): Answer {
    if (error instanceof Refusal) {
      if (error.message.startsWith('EMULATOR')) this.journal.problems.push(error.message);
      return refused(error);
    }
    const words = String(error);
    this.journal.problems.push(`The emulator failed: ${words}`);
    return errorAnswer(500, `EMULATOR: ${words}`);
  }

  private async exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://emulator');
    const [, token, method] = PATH.exec(decodePath(url.pathname)) ?? [];
    if (token === undefined || method === undefined) throw new Refusal(404, 'Not Found');
    const { params, uploads } = await readParams(request, url.searchParams);
    const bot = this.world.botByToken(token);
    const entry = this.journal.callReceived(bot?.id ?? null, method, params);
    response.on('finish', () => {
      this.journal.callAnswered(entry);
    });
    const carryOut = (): Promise<Answer> =>
      bot ? this.carryOut(bot, entry, uploads) : Promise.resolve(unauthorized(token, entry));
    const fault = this.faults.strike(entry);
    if (fault !== null) await spoilExchange(fault, { entry, response, carryOut, clock: this.world.clock });
    else writeAnswer(response, await carryOut());
  }

  private async carryOut(bot: BotRecord, entry: LedgerEntry, uploads: Uploads): Promise<Answer> {
    try {
      return await this.api.answer(bot, entry, uploads);
    } catch (error) {
      return settle(entry, this.answerTo(error));
    }
  }
}

/** Telegram tells a token that cannot be one from a token that is none (telegram-bot-api, ClientManager.cpp). */
function unauthorized(token: string, entry: LedgerEntry): Answer {
  const malformed = !/^[1-9]\d*:/.test(token) || token.length > 80;
  return settle(entry, errorAnswer(401, malformed ? 'Unauthorized: invalid token specified' : 'Unauthorized'));
}

/** A token may come with its colon escaped. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
