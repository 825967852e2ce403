import type { Entity } from './entity';

/** Telegram formats this many places of a message and leaves the rest plain (limits.tginfo.me; rubenlagus/TelegramBots#854). */
export const MOST_ENTITIES = 100;

/**
 * Telegram refuses messages whose entities take more than about 9,500 bytes (`ENTITIES_TOO_LONG`, tdlib/telegram-bot-api#165). The
 * exact figure is not published, so this stays below it.
 */
export const MOST_ENTITY_BYTES = 8_000;

/** An entity takes 12 bytes in Telegram's protocol, and some more for its address or language. */
const BYTES_OF_ENTITY = 16;

export function bytesOf({ url = '', language = '' }: Entity): number {
  return BYTES_OF_ENTITY + Buffer.byteLength(url) + Buffer.byteLength(language);
}

/** Counts the entities, from the first on, that Telegram takes in one message. */
export function countThatFits(entities: readonly Entity[]): number {
  let bytes = 0;
  const tooMuch = entities.findIndex((entity, i) => i >= MOST_ENTITIES || (bytes += bytesOf(entity)) > MOST_ENTITY_BYTES);
  return tooMuch === -1 ? entities.length : tooMuch;
}
