import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { Agent } from 'undici';
import type { Update, UserFromGetMe, WebhookInfo } from 'telegraf/types';
import { Deadline } from './deadline';
import { FormBody, type Attachment } from './form-body';
import { AnswerTooLargeError, isTooLarge, resultOfAnswer, resultOfError, type CallResult } from './call-result';
import { TelegramConfig } from './telegram.config';

export type { WebhookInfo };

/** What a bot is told of itself. */
export type BotSelf = UserFromGetMe;

const CONNECT_TIMEOUT_MS = 5_000;
const CALL_TIMEOUT_MS = 15_000;
const FILES_TIMEOUT_MS = 120_000;
const LARGEST_ANSWER = 8 * 1024 * 1024;

/** How long Telegram keeps a long poll open when nothing happens. */
const POLL_SECONDS = 25;

/** Thrown by the methods that answer a value. Holds Telegram's words, never the token. */
export class TelegramCallError extends Error {
  constructor(
    method: string,
    readonly result: Exclude<CallResult, { kind: 'done' }>,
  ) {
    super(`${method}: ${'description' in result ? result.description : result.reason}`);
  }
}

/** Parameters of a call, as the Bot API documents them. */
export type Payload = Readonly<Record<string, unknown>>;

/** What a webhook is set to. */
export interface WebhookOptions {
  readonly url: string;
  readonly secret_token: string;
  readonly allowed_updates: readonly string[];
  /** Where Telegram delivers instead of where it finds the name in the URL. */
  readonly ip_address?: string;
}

/** What goes along with a call, and until when it is waited for. */
export interface CallOptions {
  /** Files, to which the payload refers as `attach://name`. */
  readonly attachments?: readonly Attachment[];
  /** 15 s by default, and 120 s for a call with files. */
  readonly timeoutMs?: number;
  /** Ends the waiting at once; what comes of the call is unknown then. */
  readonly signal?: AbortSignal;
}

/** What getUpdates is asked for. */
export interface PollOptions {
  /** Updates below it are forgotten by Telegram, so it must be given only when they are stored. */
  readonly offset?: number;
  /** How many updates there may be in an answer, 1 to 100. */
  readonly limit: number;
  readonly allowedUpdates: readonly string[];
  readonly signal: AbortSignal;
}

/** The commands that people are shown in some chats, in one language or in all that have none of their own. */
export interface CommandMenu {
  readonly scope: { readonly type: string };
  readonly language_code?: string;
  readonly commands: readonly { readonly command: string; readonly description: string }[];
}

/** Calls of the Bot API (core.telegram.org/bots/api) on behalf of any bot. */
@Injectable()
export class BotApi implements OnApplicationShutdown {
  private readonly log = new Logger(BotApi.name);
  private readonly agent = new Agent({
    connect: { timeout: CONNECT_TIMEOUT_MS },
    // Below what servers grant, so that it is rarely us who write into a connection that is being closed.
    keepAliveTimeout: 10_000,
    keepAliveMaxTimeout: 30_000,
    pipelining: 1,
    maxResponseSize: LARGEST_ANSWER,
  });

  private readonly origin: string;
  private readonly folder: string;

  constructor({ apiRoot }: TelegramConfig) {
    const { origin, pathname } = new URL(apiRoot);
    [this.origin, this.folder] = [origin, pathname.replace(/\/$/, '')];
  }

  /**
   * Makes a call and sorts the answer. It never throws, and never tries twice. When a file cannot be read, the call is `not-sent`
   * as long as nothing of it was written, and `ambiguous` from then on.
   */
  async call(token: string, method: string, payload: Payload, options: CallOptions = {}): Promise<CallResult> {
    const { attachments = [] } = options;
    const form = attachments.length > 0 ? new FormBody(payload, attachments) : null;
    const { timeoutMs = form ? FILES_TIMEOUT_MS : CALL_TIMEOUT_MS } = options;
    const deadline = new Deadline(timeoutMs, options.signal);
    try {
      const { statusCode, body } = await this.agent.request({
        origin: this.origin,
        path: `${this.folder}/bot${token}/${method}`,
        method: 'POST',
        ...(form ? requestOf(form) : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(payload) }),
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        signal: deadline,
      });
      return resultOfAnswer(statusCode, await textOf(body));
    } catch (error) {
      return form ? this.resultOfBroken(form, error) : resultOfError(error);
    } finally {
      deadline.clear();
    }
  }

  /** @throws TelegramCallError */
  async getMe(token: string): Promise<UserFromGetMe> {
    return await this.valueOf(token, 'getMe', {});
  }

  /** @throws TelegramCallError */
  async getWebhookInfo(token: string): Promise<WebhookInfo> {
    return await this.valueOf(token, 'getWebhookInfo', {});
  }

  /**
   * Telegram takes it once a second only; when it was set just before, it is set again a second later. A certificate that no
   * authority has signed is given along, in PEM. @throws TelegramCallError
   */
  async setWebhook(token: string, options: WebhookOptions, certificate?: string): Promise<void> {
    const call: CallOptions = certificate === undefined ? {} : { attachments: [certificateOf(certificate)] };
    try {
      await this.valueOf(token, 'setWebhook', { ...options }, call);
    } catch (error) {
      const result = error instanceof TelegramCallError ? error.result : null;
      if (result?.kind !== 'limited' || result.retryAfterSeconds > 1) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1_000 * result.retryAfterSeconds));
      await this.valueOf(token, 'setWebhook', { ...options }, call);
    }
  }

  /** @throws TelegramCallError */
  async deleteWebhook(token: string): Promise<void> {
    await this.valueOf(token, 'deleteWebhook', {});
  }

  /** Shows these commands in a scope and a language; none takes them away there. @throws TelegramCallError */
  async setMyCommands(token: string, { commands, ...where }: CommandMenu): Promise<void> {
    await this.valueOf(token, commands.length === 0 ? 'deleteMyCommands' : 'setMyCommands', {
      ...where,
      ...(commands.length === 0 ? {} : { commands }),
    });
  }

  /** Waits up to 25 seconds for updates. The result of the error says `tooLarge` when they are too many bytes. @throws TelegramCallError */
  async getUpdates(token: string, { offset, limit, allowedUpdates, signal }: PollOptions): Promise<Update[]> {
    const payload = { offset, limit, timeout: POLL_SECONDS, allowed_updates: allowedUpdates };
    return await this.valueOf(token, 'getUpdates', payload, { timeoutMs: (POLL_SECONDS + 10) * 1_000, signal });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  /** What reading a file throws may look like what a connection throws, and says nothing about ours. */
  private resultOfBroken({ begun, failure }: FormBody, error: unknown): CallResult {
    if (failure !== undefined) this.log.warn({ err: failure, begun }, 'a file that goes along with a call could not be read');
    const reason = failure === undefined ? resultOfError(error).reason : 'a file could not be read';
    return begun && failure === undefined ? resultOfError(error) : { kind: begun ? 'ambiguous' : 'not-sent', reason };
  }

  private async valueOf<T>(token: string, method: string, payload: Payload, options?: CallOptions): Promise<T> {
    const result = await this.call(token, method, payload, options);
    if (result.kind !== 'done') throw new TelegramCallError(method, result);
    return result.result as T;
  }
}

/** An answer that is too large breaks off; how it began is kept. */
async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of body) chunks.push(chunk);
  } catch (error) {
    throw isTooLarge(error) ? new AnswerTooLargeError(Buffer.concat(chunks.slice(0, 1)).toString('utf8', 0, 1_000)) : error;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function certificateOf(pem: string): Attachment {
  const bytes = Buffer.from(pem);
  const open = async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(bytes);
  };
  return { name: 'certificate', fileName: 'certificate.pem', mimeType: 'application/x-pem-file', size: bytes.length, open };
}

/** undici also writes what can only be iterated (Dispatcher.md, `body`); its types do not say so. */
function requestOf(form: FormBody): { headers: FormBody['headers']; body: Readable } {
  return { headers: form.headers, body: form.bytes() as unknown as Readable };
}
