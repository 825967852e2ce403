/** A formatted part of a text; offsets and lengths in UTF-16 units. https://core.telegram.org/bots/api#messageentity */
export interface Entity {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
  custom_emoji_id?: string;
  user?: { id: number };
  unix_time?: number;
  date_time_format?: string;
}

export interface FormattedText {
  text: string;
  entities: Entity[];
}

/** The text cannot be read as its parse mode promises. The message is Telegram's, without its "can't parse entities: ". */
export class EntityParseError extends Error {}

export const INVALID_UNICODE =
  'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units';
