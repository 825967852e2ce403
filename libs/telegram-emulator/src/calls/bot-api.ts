import type { BotRecord } from '../world/records';
import { findSharedChat } from '../methods/chat-access';
import { METHODS } from '../methods/methods';
import { BOT_API_METHODS, type MethodSchema } from '../schema/bot-api-schema';
import type { Backend } from './backend';
import type { Journal, LedgerEntry } from './journal';
import { Described, type Method, type MethodCall, type MethodSurroundings } from './method';
import { Params } from './params';
import { Refusal } from './refusal';
import type { SendLimits } from './send-limits';
import { strictnessProblem } from './strictness';
import { NO_UPLOADS, type Uploads } from './upload';

/** An answer of the Bot API, ready to be written. */
export interface Answer {
  status: number;
  body: { ok: boolean; result?: unknown; error_code?: number; description?: string; parameters?: Record<string, unknown> };
}

/** What methods were called before, and by which older clients still ask for them (Client.cpp). */
const OLDER_NAMES: Partial<Record<string, string>> = {
  getchatmemberscount: 'getchatmembercount',
  kickchatmember: 'banchatmember',
  setstickersetthumb: 'setstickersetthumbnail',
};

/** Carries out calls: the door between HTTP and the world. */
export class BotApi {
  constructor(
    private readonly around: MethodSurroundings,
    private readonly journal: Journal,
    private readonly rules: { limits: SendLimits | null; strict: boolean; backend: Backend },
  ) {}

  /** Answers a call. What Telegram refuses is an answer as well; the ledger entry is completed with it. */
  async answer(bot: BotRecord, entry: LedgerEntry, uploads: Uploads = NO_UPLOADS): Promise<Answer> {
    const answer = await this.resultOf(bot, entry, uploads).then(succeeded, refused);
    entry.status = answer.status;
    entry.answer = answer.body;
    return answer;
  }

  private async resultOf(bot: BotRecord, entry: LedgerEntry, uploads: Uploads): Promise<unknown> {
    if (this.around.world.clock.now() < (bot.loggedOutUntilMs ?? 0)) throw new Refusal(400, 'Logged out');
    const { schema, method } = this.find(entry.method);
    const problem = this.rules.strict ? strictnessProblem(schema, method, entry.params) : null;
    if (problem !== null) {
      this.journal.problems.push(problem);
      throw new Refusal(400, `EMULATOR-STRICT: ${problem}`);
    }
    const params = new Params(entry.params);
    if (method.limited === true) await this.waitForTurn(bot, params.text('chat_id'));
    await this.rules.backend.reach(bot, entry);
    return this.run(method, { ...this.around, bot, params, uploads, entry });
  }

  /** What a method refuses in the emulator's own words is a problem too. */
  private async run(method: Method, call: MethodCall): Promise<unknown> {
    try {
      return await method.run(call);
    } catch (error) {
      if (error instanceof Refusal && error.message.startsWith('EMULATOR')) this.journal.problems.push(error.message);
      throw error;
    }
  }

  private async waitForTurn(bot: BotRecord, chatId: string): Promise<void> {
    const type = findSharedChat(this.around.world, bot, chatId)?.type;
    await this.rules.limits?.wait(bot.id, chatId, type === 'group' || type === 'supergroup');
  }

  private find(name: string): { schema: MethodSchema; method: Method } {
    const asked = name.toLowerCase();
    const schema = BOT_API_METHODS.get(OLDER_NAMES[asked] ?? asked);
    if (!schema) {
      this.journal.problems.push(`There is no method ${name}`);
      throw new Refusal(404, 'Not Found: method not found');
    }
    const method = METHODS.get(schema.name.toLowerCase());
    if (method) return { schema, method };
    this.journal.problems.push(`${schema.name} is not implemented`);
    throw new Refusal(500, `EMULATOR: ${schema.name} not implemented`);
  }
}

function succeeded(result: unknown): Answer {
  if (!(result instanceof Described)) return { status: 200, body: { ok: true, result } };
  return { status: 200, body: { ok: true, result: result.result, description: result.description } };
}

/** A refusal as an answer. Anything else is a fault of the emulator and must come to light. */
export function refused(error: unknown): Answer {
  if (!(error instanceof Refusal)) throw error;
  const { status, message, parameters } = error;
  return { status, body: { ok: false, error_code: status, description: message, ...(parameters && { parameters }) } };
}
