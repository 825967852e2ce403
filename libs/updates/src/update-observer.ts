import type { Update } from '@app/telegram';

/** An update on its way through the observers. */
export interface Incoming {
  readonly botId: string;
  readonly update: Update;
  /** When it arrived here. */
  readonly receivedAt: Date;
}

/** Records what an update teaches us, in the update's own transaction. It answers nobody. */
export interface UpdateObserver {
  observe(incoming: Incoming): Promise<void>;
}

/** Provides the observers of a worker, in the order in which they are called. */
export const UPDATE_OBSERVERS = Symbol('update observers');

/** Takes the calls that handlers make, in the update's own transaction. */
export abstract class Replies {
  /** A call of the Bot API, made by `botId` to answer whoever has this id on Telegram. */
  abstract enqueue(botId: string, answerTo: number, method: string, payload: Readonly<Record<string, unknown>>): Promise<void>;
}
