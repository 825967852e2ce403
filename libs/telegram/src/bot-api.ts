import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, request } from 'undici';
import type { Update, UserFromGetMe, WebhookInfo } from 'telegraf/types';
import { resultOfAnswer, resultOfError, type CallResult } from './call-result';
import { TelegramConfig } from './telegram.config';

export type { WebhookInfo };

/** What a bot is told of itself. */
export type BotSelf = UserFromGetMe;

const CONNECT_TIMEOUT_MS = 5_000;
const CALL_TIMEOUT_MS = 15_000;
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
}

/** Until when a call is waited for. */
export interface CallLimits {
  readonly timeoutMs?: number;
  /** Ends the waiting at once; what comes of the call is unknown then. */
  readonly signal?: AbortSignal;
}

/** What getUpdates is asked for. */
export interface PollOptions {
  /** Updates below it are forgotten by Telegram, so it must be given only when they are stored. */
  readonly offset?: number;
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
  private readonly agent = new Agent({
    connect: { timeout: CONNECT_TIMEOUT_MS },
    // Below what servers grant, so that it is rarely us who write into a connection that is being closed.
    keepAliveTimeout: 10_000,
    keepAliveMaxTimeout: 30_000,
    pipelining: 1,
    maxResponseSize: LARGEST_ANSWER,
  });

  constructor(private readonly config: TelegramConfig) {}

  /** Makes a call and sorts the answer. It never throws, and never tries twice. */
  async call(token: string, method: string, payload: Payload, limits: CallLimits = {}): Promise<CallResult> {
    const { timeoutMs = CALL_TIMEOUT_MS, signal } = limits;
    try {
      const { statusCode, body } = await request(`${this.config.apiRoot}/bot${token}/${method}`, {
        dispatcher: this.agent,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(payload),
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        signal: signal ? AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) : AbortSignal.timeout(timeoutMs),
      });
      return resultOfAnswer(statusCode, await body.text());
    } catch (error) {
      return resultOfError(error);
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

  /** Telegram takes it once a second only; when it was set just before, it is set again a second later. @throws TelegramCallError */
  async setWebhook(token: string, options: WebhookOptions): Promise<void> {
    try {
      await this.valueOf(token, 'setWebhook', { ...options });
    } catch (error) {
      const result = error instanceof TelegramCallError ? error.result : null;
      if (result?.kind !== 'limited' || result.retryAfterSeconds > 1) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1_000 * result.retryAfterSeconds));
      await this.valueOf(token, 'setWebhook', { ...options });
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

  /** Waits up to 25 seconds for updates. @throws TelegramCallError */
  async getUpdates(token: string, { offset, allowedUpdates, signal }: PollOptions): Promise<Update[]> {
    const payload = { offset, limit: 100, timeout: POLL_SECONDS, allowed_updates: allowedUpdates };
    return await this.valueOf(token, 'getUpdates', payload, { timeoutMs: (POLL_SECONDS + 10) * 1_000, signal });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  private async valueOf<T>(token: string, method: string, payload: Payload, limits?: CallLimits): Promise<T> {
    const result = await this.call(token, method, payload, limits);
    if (result.kind !== 'done') throw new TelegramCallError(method, result);
    return result.result as T;
  }
}
