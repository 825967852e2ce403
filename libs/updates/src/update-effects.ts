import { Inject, Injectable } from '@nestjs/common';
import { RunningBots } from '@app/bots';
import { askerOf, chatOf, directMessagesTopicOf, HandlerGraph, isUpdate, type GraphBot, type Update } from '@app/telegram';
import type { Head } from './updates.repository';
import { Replies, UPDATE_OBSERVERS, type UpdateObserver } from './update-observer';

/** Thrown for a body that is no update; it is parked like any other failure. */
class UnreadableUpdateError extends Error {
  constructor() {
    super('The stored body is not an update.');
  }
}

/** What an update does: first it is observed, then it is answered. */
@Injectable()
export class UpdateEffects {
  constructor(
    @Inject(UPDATE_OBSERVERS) private readonly observers: readonly UpdateObserver[],
    private readonly graph: HandlerGraph,
    private readonly replies: Replies,
    private readonly bots: RunningBots,
  ) {}

  /** Runs in the update's transaction; every effect is a row. */
  async apply(botId: string, { body, receivedAt }: Pick<Head, 'body' | 'receivedAt'>): Promise<void> {
    const update = readUpdate(body);
    for (const observer of this.observers) await observer.observe({ botId, update, receivedAt });
    const bot = await this.bots.find(botId);
    if (!bot) return;
    const { id, telegramId, username, house, behaviour, ignoreCommandsOlderThanMinutes } = bot;
    const graphBot: GraphBot = { id, telegramId, username: username ?? '', house, behaviour, ignoreCommandsOlderThanMinutes };
    await this.graph.dispatch(graphBot, update, (method, payload) =>
      this.replies.enqueue(id, askerOf(update), method, { ...placeOf(update, method), ...payload }),
    );
  }
}

/** A call that names no chat, such as the answer to a button, belongs to the chat in which it happened, and to its topic. */
function placeOf(update: Update, method: string): Readonly<Record<string, unknown>> {
  const topicId = method.startsWith('send') ? directMessagesTopicOf(update) : undefined;
  return { chat_id: chatOf(update)?.id, ...(topicId !== undefined && { direct_messages_topic_id: topicId }) };
}

function readUpdate(body: string): Update {
  const value: unknown = JSON.parse(body);
  if (!isUpdate(value)) throw new UnreadableUpdateError();
  return value;
}
