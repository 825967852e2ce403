import { IsBoolean, IsIn, IsInt, IsString, IsUUID, Length, Max, Min, ValidateBy } from 'class-validator';
import { Fits, ListingQuery, Moment, Nested, Omittable } from '@app/platform';
import type { Edit } from './edit';
import { AppearanceFields, LinkPreviewDto, PARSE_MODES } from './content.dto';
import { EDITED_KEYBOARD, type InlineKeyboard } from './keyboard';
import {
  ACT_TYPES,
  CONTENT_TYPES,
  type ContentType,
  type DeliveryPolicy,
  type FormattingFallback,
  type MessageStatus,
  type MessageType,
} from './message.entity';
import { searchedWords } from './message-search.repository';
import type { MessageSearch } from './message-search.repository';
import type { ParseMode, SendRequest } from './send-request';

/** A year and a day. */
const FURTHEST_SECONDS = 366 * 86_400;

export class SendMessageDto extends AppearanceFields implements SendRequest {
  /** What kind of message it is. */
  @IsIn(CONTENT_TYPES)
  type!: ContentType;

  /** One of your chats, by its id in `GET chats`. With a bot token it is known. */
  @Omittable()
  @IsUUID(undefined, { message: 'chatId must be the id of one of your chats, a UUID: `GET chats` lists them' })
  chatId?: string;

  /** Broadcasts stand back behind messages, and both behind what bots answer. */
  @Omittable()
  @IsIn(['message', 'broadcast'])
  priority?: 'message' | 'broadcast';

  /** When it is to be sent, at most a year ahead; without it, or with a time that is past, at once. Until then it can be cancelled, or given another time. */
  @Moment({ furthestSeconds: FURTHEST_SECONDS })
  sendAt?: Date;

  /** After so many seconds, counted from `sendAt` if there is one, it is not sent any more: it is `expired`. */
  @Omittable()
  @Min(1)
  @Max(FURTHEST_SECONDS)
  @IsInt()
  ttlSeconds?: number;

  /** What to do when Telegram's answer is lost: `at_least_once` sends once more and flags it, `at_most_once` leaves it `uncertain`. */
  @Omittable()
  @IsIn(['at_least_once', 'at_most_once'])
  delivery?: DeliveryPolicy;

  /**
   * What to do with formatting that cannot be kept. `plain` sends as plain text what cannot be read, and of a caption with more than 100
   * formatted places formats the first 100; `formattingDropped` says so. With `fail` the request is refused, or the message fails.
   */
  @Omittable()
  @IsIn(['plain', 'fail'])
  formattingFallback?: FormattingFallback;
}

/** Another time for a message that waits for one. */
export class RescheduleDto {
  /** When it is to be sent now; a time that is past means at once. */
  @Moment({ needed: true, furthestSeconds: FURTHEST_SECONDS })
  sendAt!: Date;
}

export class EditMessageDto implements Edit {
  /** The new text, or the new caption of a file. An empty one takes the caption away. */
  @Omittable()
  @Length(0, 16_384)
  @IsString()
  text?: string;

  @Omittable()
  @IsIn(PARSE_MODES)
  parseMode?: ParseMode;

  /** With `text`, for texts: how the first link is shown from now on; without it, as before. */
  @Nested(() => LinkPreviewDto, { optional: true })
  linkPreview?: LinkPreviewDto;

  /** With `text`, for photos, videos and animations: whether the caption stands above; without it, as before. */
  @Omittable()
  @IsBoolean()
  captionAbove?: boolean;

  /**
   * The new buttons under the message. A new text without them takes the old ones away. Without `text` only the buttons change, under any
   * kind of message but an album: `{"inline": []}` takes them away.
   */
  @Omittable()
  @Fits(EDITED_KEYBOARD)
  keyboard?: InlineKeyboard;

  /** As for a new message; an edit stays one message, so of more than 100 formatted places `plain` formats the first 100. */
  @Omittable()
  @IsIn(['plain', 'fail'])
  formattingFallback?: FormattingFallback;
}

export class PinMessageDto {
  /** Nobody is notified. */
  @Omittable()
  @IsBoolean()
  silent?: boolean;
}

/** More words find no more, and each costs a search. */
const MOST_WORDS = 8;

/** Which messages are looked for. */
export class MessagesQuery extends ListingQuery implements MessageSearch {
  @Omittable()
  @IsUUID(undefined, { message: 'chatId must be the id of one of your chats, a UUID: `GET chats` lists them' })
  chatId?: string;

  @Omittable()
  @IsIn(['queued', 'sending', 'sent', 'failed', 'uncertain', 'expired', 'cancelled'])
  status?: MessageStatus;

  @Omittable()
  @IsIn([...CONTENT_TYPES, ...ACT_TYPES])
  type?: MessageType;

  /** Up to 8 words of the text or the caption, all of which must occur; of those with three letters or more a beginning is enough. */
  @Omittable()
  @ValidateBy({
    name: 'fewWords',
    validator: {
      validate: (value: unknown) => typeof value !== 'string' || searchedWords(value).length <= MOST_WORDS,
      defaultMessage: () => `text must hold at most ${String(MOST_WORDS)} words`,
    },
  })
  @Length(1, 200)
  @IsString()
  text?: string;

  /** Accepted at this time or later: a day, or a time in RFC 3339. */
  @Moment({ orDay: true })
  from?: Date;

  /** Accepted before this time: a day, or a time in RFC 3339. */
  @Moment({ orDay: true })
  to?: Date;
}
