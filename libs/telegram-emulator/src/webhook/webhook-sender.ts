import { nameOfFault, type DeliveryFaultKind } from '../faults/faults';
import type { Journal } from '../calls/journal';
import { updateBody, type UpdateBox } from '../updates/update-box';
import type { BotRecord, StoredUpdate, WebhookRecord } from '../world/records';
import type { World } from '../world/world';
import { callInAnswer, isSuccess, type WebhookAnswer } from './webhook-answer';
import type { WebhookConnection } from './webhook-connection';
import { WebhookConnections } from './webhook-connections';

/** What a sender works with. */
export interface WebhookSurroundings {
  world: World;
  updates: UpdateBox;
  journal: Journal;
  /** What goes wrong with this delivery; null when nothing does. */
  strike: (bot: BotRecord, update: StoredUpdate) => DeliveryFaultKind | null;
  /** Carries out a call that stood in the answer of a webhook. */
  answerCall: (bot: BotRecord, params: Record<string, unknown>) => void;
  /** The webhook said for most of a day that it is gone. */
  giveUp: (bot: BotRecord) => void;
}

interface Queue {
  readonly name: string;
  readonly updates: StoredUpdate[];
  fails: number;
  delaySeconds: number;
  /** The update that has let other queues pass already. */
  overtaken?: number;
  cancelTimer: () => void;
}

const GONE_FOR_MS = 23 * 3_600_000;
const LONGEST_OVERTAKING_MS = 200;

/**
 * Delivers the updates of one bot to its webhook, by the rules of the official server (tdlib/telegram-bot-api, WebhookActor.cpp, commit
 * 01a3679c): queues side by side, one update of a queue at a time, at once again after the first failure, then after 2, 4, 8 … seconds.
 * No more than twice `max_connections` updates are considered at a time: so many that fail hold up all others.
 */
export class WebhookSender {
  private readonly queues = new Map<string, Queue>();
  private readonly ready: Queue[] = [];
  private readonly notConsideredYet: StoredUpdate[];
  private readonly connections: WebhookConnections;
  private considered = 0;
  private stopped = false;
  private goneSinceMs: number | null = null;

  constructor(
    private readonly bot: BotRecord,
    private readonly webhook: WebhookRecord,
    private readonly around: WebhookSurroundings,
  ) {
    const target = { url: new URL(webhook.url), most: webhook.maxConnections };
    this.connections = new WebhookConnections(target, around.world.clock, () => {
      this.pump();
    });
    this.notConsideredYet = around.updates.pending(bot);
    this.pump();
  }

  /** Takes an update into its queue. */
  offer(update: StoredUpdate): void {
    this.notConsideredYet.push(update);
    this.pump();
  }

  /** Ends every attempt and timer. What was not confirmed stays in the box. */
  stop(): void {
    this.stopped = true;
    this.connections.closeAll();
    for (const queue of this.queues.values()) queue.cancelTimer();
  }

  private pump(): void {
    if (this.stopped) return;
    this.consider();
    while (this.ready.length > 0) {
      const connection = this.connections.take(this.queues.size);
      const queue = connection && this.ready.shift();
      if (!connection || !queue) return;
      void this.attempt(queue, connection);
    }
  }

  private consider(): void {
    while (this.considered < 2 * this.webhook.maxConnections) {
      const update = this.notConsideredYet.shift();
      if (!update) return;
      const queue = this.queues.get(update.queue) ?? this.newQueue(update.queue);
      queue.updates.push(update);
      this.considered += 1;
      if (queue.updates.length === 1) this.ready.push(queue);
    }
  }

  private newQueue(name: string): Queue {
    const queue = { name, updates: [], fails: 0, delaySeconds: 1, cancelTimer: () => undefined };
    this.queues.set(name, queue);
    return queue;
  }

  private async attempt(queue: Queue, connection: WebhookConnection): Promise<void> {
    const update = this.stillWanted(queue.updates[0]);
    const fault = update && queue.overtaken !== update.id ? this.around.strike(this.bot, update) : null;
    if (!update || fault === 'reorderAcrossQueues') {
      this.connections.release(connection);
      if (update) this.letOthersPass(queue, update);
      else this.finish(queue);
      return;
    }
    const answer = await this.post(update, connection, fault);
    if (this.stopped) return;
    this.settle(queue, answer, fault);
    if (!answer || answer.closes) this.connections.discard(connection);
    else this.connections.release(connection);
    this.pump();
  }

  private settle(queue: Queue, answer: WebhookAnswer | null, fault: DeliveryFaultKind | null): void {
    if (answer && isSuccess(answer)) this.succeed(queue, answer, fault);
    else this.fail(queue, answer?.retryAfterSeconds ?? 0);
  }

  /** Nothing when drop_pending_updates forgot it or it is too old. */
  private stillWanted(update: StoredUpdate | undefined): StoredUpdate | undefined {
    if (!update || !this.bot.pending.has(update.id)) return undefined;
    return update.expiresAtMs < this.around.world.clock.now() ? undefined : update;
  }

  private letOthersPass(queue: Queue, update: StoredUpdate): void {
    queue.overtaken = update.id;
    this.readyIn(this.around.world.random.between(1, LONGEST_OVERTAKING_MS), queue);
  }

  /** Null when there was no answer. */
  private async post(
    update: StoredUpdate,
    connection: WebhookConnection,
    fault: DeliveryFaultKind | null,
  ): Promise<WebhookAnswer | null> {
    const attempt = this.around.journal.deliveryBegins({
      botId: this.bot.id,
      updateId: update.id,
      update,
      ...(fault !== null && { faulted: nameOfFault(fault) }),
    });
    const slowMs = fault !== null && typeof fault === 'object' ? fault.slowBody : undefined;
    try {
      const answer = await connection.post({ body: updateBody(update), secretToken: this.webhook.secretToken, slowMs });
      attempt.answered(answer.status);
      if (!isSuccess(answer)) this.noteRefusal(answer);
      return answer;
    } catch (error) {
      attempt.failed(String(error));
      this.noteLostConnection(error);
      return null;
    }
  }

  private succeed(queue: Queue, answer: WebhookAnswer, fault: DeliveryFaultKind | null): void {
    this.goneSinceMs = null;
    const call = callInAnswer(answer);
    const [update] = queue.updates;
    if (fault === 'duplicateUpdate') {
      if (update) this.around.updates.remember(this.bot, update);
      this.fail(queue, 0); // the answer was lost on its way to Telegram
      return;
    }
    this.connections.succeeded();
    if (update) this.around.updates.confirm(this.bot, update);
    this.finish(queue);
    if (call) this.around.answerCall(this.bot, call);
  }

  private finish(queue: Queue): void {
    const update = queue.updates.shift();
    if (update && this.bot.pending.has(update.id)) this.around.updates.drop(this.bot, update);
    this.considered -= 1;
    queue.fails = 0;
    queue.delaySeconds = 1;
    if (queue.updates.length > 0) this.ready.push(queue);
    else this.queues.delete(queue.name);
  }

  private fail(queue: Queue, retryAfterSeconds: number): void {
    const { clock, random } = this.around.world;
    let wait = retryAfterSeconds;
    if (wait === 0 && queue.fails > 0) {
      queue.delaySeconds = Math.min(random.between(60, 120), queue.delaySeconds * 2);
      wait = queue.delaySeconds;
    }
    queue.fails += 1;
    if (clock.now() + wait * 1_000 > (queue.updates[0]?.expiresAtMs ?? 0)) this.finish(queue);
    else this.readyIn(wait * 1_000, queue);
  }

  private readyIn(milliseconds: number, queue: Queue): void {
    if (milliseconds === 0) {
      this.ready.push(queue);
      return;
    }
    queue.cancelTimer = this.around.world.clock.after(milliseconds, () => {
      this.ready.push(queue);
      this.pump();
    });
  }

  private noteRefusal({ status, reason }: WebhookAnswer): void {
    this.noteError(`Wrong response from the webhook: ${String(status)} ${reason}`);
    const now = this.around.world.clock.now();
    if (status !== 410) this.goneSinceMs = null;
    else if (now > (this.goneSinceMs ??= now) + GONE_FOR_MS) this.around.giveUp(this.bot);
  }

  /** A connection that breaks off without an answer is not shown. */
  private noteLostConnection(error: unknown): void {
    if (this.stopped) return;
    const { code, message } = error as NodeJS.ErrnoException;
    const words = code === undefined ? undefined : CONNECT_ERRORS[code];
    if (words !== undefined) this.noteError(words);
    else if (message === 'Read timeout expired') this.noteError(message);
  }

  private noteError(words: string): void {
    this.webhook.lastErrorDate = this.around.world.unixTime;
    this.webhook.lastErrorMessage = words;
    this.around.world.announce({ kind: 'bots', botId: this.bot.id });
  }
}

const CONNECT_ERRORS: Partial<Record<string, string>> = {
  ECONNREFUSED: 'Connection refused',
  EHOSTUNREACH: 'No route to host',
  ENETUNREACH: 'Network is unreachable',
  ETIMEDOUT: 'Connection timed out',
  ENOTFOUND: 'Failed to resolve host: Name or service not known',
};
