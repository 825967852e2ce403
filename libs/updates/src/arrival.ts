import { actorOf, chatOf, type Update } from '@app/telegram';

/** An update that has come in, with what its order and its owner depend on. */
export interface Arrival {
  readonly botId: string;
  readonly updateId: number;
  readonly lane: number;
  readonly person: number | null;
  readonly body: string;
}

/** Sorts an update into its lane: by chat, else by person. */
export function arrivalOf(botId: string, update: Update, body: string): Arrival {
  const person = actorOf(update)?.id ?? null;
  return { botId, updateId: update.update_id, lane: chatOf(update)?.id ?? person ?? 0, person, body };
}
