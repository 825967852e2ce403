import { setMaxListeners } from 'node:events';
import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';

import type { Journal } from '../calls/journal';
import { updateBody, type UpdateBox } from '../updates/update-box';
import type { BotRecord, StoredUpdate, WebhookRecord } from '../world/records';
import type { World } from '../world/world';
import { postUpdate, type WebhookAnswer } from './post-update';

/** What a sender works with. */
export interface WebhookSurroundings {
  world: World;
  updates: UpdateBox;
  journal: Journal;
  /** Carries out a call that stood in the answer of a webhook. */
  answerCall: (bot: BotRecord, params: Record<string, unknown>) => void;
}

interface Lane {
  readonly updates: StoredUpdate[];
  fails: number;
  delaySeconds: number;
  cancelTimer: () => void;
}

/**
 * Delivers the updates of one bot to its webhook, by the rules of the official server (tdlib/telegram-bot-api, WebhookActor.cpp, commit
 * 01a3679c): queues side by side, one update of a queue at a time, at once again after the first failure, then after 2, 4, 8 … seconds.
 */
export class WebhookSender {
  private readonly lanes = new Map<string, Lane>();
  private readonly ready: Lane[] = [];
  private readonly agent: Agent;
  private readonly ending = new AbortController();
  private inFlight = 0;
  private lastSuccessMs = -Infinity;
  private mayConnectAtMs = 0;
  private cancelGate: (() => void) | null = null;

  constructor(
    private readonly bot: BotRecord,
    private readonly webhook: WebhookRecord,
    private readonly around: WebhookSurroundings,
  ) {
    setMaxListeners(0, this.ending.signal); // one per attempt under way
    const options = { keepAlive: true, maxSockets: webhook.maxConnections + 1 };
    this.agent = webhook.url.startsWith('https:') ? new SecureAgent(options) : new Agent(options);
    for (const update of around.updates.pending(bot)) this.offer(update);
  }

  /** Takes an update into its queue. */
  offer(update: StoredUpdate): void {
    const lane = this.lanes.get(update.queue) ?? this.newLane(update.queue);
    lane.updates.push(update);
    if (lane.updates.length === 1) this.ready.push(lane);
    this.pump();
  }

  /** Sends it now, beside the queues, whatever becomes of it. */
  async sendOnceMore(update: StoredUpdate): Promise<void> {
    await this.post(update).catch(() => null);
  }

  /** Ends every attempt and timer. What was not confirmed stays in the box. */
  stop(): void {
    this.ending.abort();
    this.cancelGate?.();
    for (const lane of this.lanes.values()) lane.cancelTimer();
    this.agent.destroy();
  }

  private newLane(queue: string): Lane {
    const lane = { updates: [], fails: 0, delaySeconds: 1, cancelTimer: () => undefined };
    this.lanes.set(queue, lane);
    return lane;
  }

  private pump(): void {
    while (!this.ending.signal.aborted && this.inFlight < this.webhook.maxConnections && this.gateIsOpen()) {
      const lane = this.ready.shift();
      const update = lane?.updates[0];
      if (!lane || !update) return;
      void this.attempt(lane, update);
    }
  }

  private gateIsOpen(): boolean {
    const wait = this.mayConnectAtMs - this.around.world.clock.now();
    if (wait <= 0) return true;
    this.cancelGate ??= this.around.world.clock.after(wait, () => {
      this.cancelGate = null;
      this.pump();
    });
    return false;
  }

  private async attempt(lane: Lane, update: StoredUpdate): Promise<void> {
    // Forgotten by drop_pending_updates, or too old.
    if (!this.bot.pending.has(update.id) || update.expiresAtMs < this.around.world.clock.now()) {
      this.finish(lane, update);
      return;
    }
    this.inFlight += 1;
    const answer = await this.post(update).catch((error: unknown) => {
      this.noteLostConnection(error);
      return null;
    });
    this.inFlight -= 1;
    if (this.ending.signal.aborted) return;
    if (answer && answer.status >= 200 && answer.status <= 299) this.succeed(lane, update, answer);
    else this.fail(lane, update, answer?.retryAfterSeconds ?? 0);
    this.pump();
  }

  private async post(update: StoredUpdate): Promise<WebhookAnswer> {
    const { url, secretToken } = this.webhook;
    const attempt = this.around.journal.deliveryBegins(this.bot.id, update.id);
    try {
      const answer = await postUpdate({ url, secretToken, agent: this.agent, signal: this.ending.signal }, updateBody(update));
      attempt.answered(answer.status);
      if (answer.status < 200 || answer.status > 299) {
        this.noteError(`Wrong response from the webhook: ${String(answer.status)} ${answer.reason}`);
      }
      return answer;
    } catch (error) {
      attempt.failed(String(error));
      throw error;
    }
  }

  private succeed(lane: Lane, update: StoredUpdate, answer: WebhookAnswer): void {
    this.lastSuccessMs = this.around.world.clock.now();
    this.around.updates.confirm(this.bot, update);
    this.finish(lane, update);
    const call = callInAnswer(answer);
    if (call) this.around.answerCall(this.bot, call);
  }

  private finish(lane: Lane, update: StoredUpdate): void {
    if (this.bot.pending.has(update.id)) this.around.updates.drop(this.bot, update);
    lane.updates.shift();
    lane.fails = 0;
    lane.delaySeconds = 1;
    if (lane.updates.length > 0) this.ready.push(lane);
    else this.lanes.delete(update.queue);
  }

  private fail(lane: Lane, update: StoredUpdate, retryAfterSeconds: number): void {
    const { clock, random } = this.around.world;
    let wait = retryAfterSeconds;
    if (wait === 0 && lane.fails > 0) {
      lane.delaySeconds = Math.min(random.between(60, 120), lane.delaySeconds * 2);
      wait = lane.delaySeconds;
    }
    lane.fails += 1;
    if (clock.now() + wait * 1000 > update.expiresAtMs) {
      this.finish(lane, update);
    } else if (wait === 0) {
      this.ready.push(lane);
    } else {
      lane.cancelTimer = clock.after(wait * 1000, () => {
        this.ready.push(lane);
        this.pump();
      });
    }
  }

  /** New connections are rare while nothing succeeds: one in 2 s. A connection that breaks off without an answer is not shown. */
  private noteLostConnection(error: unknown): void {
    if (this.ending.signal.aborted) return;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!(code in CONNECT_ERRORS)) {
      if (error instanceof Error && error.message === 'Read timeout expired') this.noteError(error.message);
      return;
    }
    this.noteError(CONNECT_ERRORS[code] ?? code);
    const now = this.around.world.clock.now();
    this.mayConnectAtMs = now + (now - this.lastSuccessMs > 10_000 ? 2_000 : 50);
  }

  private noteError(words: string): void {
    this.webhook.lastErrorDate = this.around.world.unixTime;
    this.webhook.lastErrorMessage = words;
    this.around.world.announce({ kind: 'bots', botId: this.bot.id });
  }
}

const CONNECT_ERRORS: Record<string, string> = {
  ECONNREFUSED: 'Connection refused',
  EHOSTUNREACH: 'No route to host',
  ENETUNREACH: 'Network is unreachable',
  ETIMEDOUT: 'Connection timed out',
  ENOTFOUND: 'Failed to resolve host: Name or service not known',
};

/** Methods that an answer to an update may not call. */
const NOT_BY_ANSWER = /^(setwebhook|deletewebhook|close|logout|get.*)$/i;

function callInAnswer({ body, contentType }: WebhookAnswer): Record<string, unknown> | null {
  if (!/^application\/json\b/i.test(contentType)) return null;
  try {
    const call: unknown = JSON.parse(body);
    if (typeof call !== 'object' || call === null || !('method' in call) || typeof call.method !== 'string') return null;
    return NOT_BY_ANSWER.test(call.method) ? null : { ...call };
  } catch {
    return null; // Telegram does not mind what else stands in the answer.
  }
}
