import { IsBoolean, IsIn, IsInt, IsString, IsUUID, Length, Max, Min, ValidateBy } from 'class-validator';
import { Fits, ListingQuery, Moment, Nested, Omittable, PageOf } from '@app/platform';
import type { Edit } from './edit';
import type { Attempt, AttemptOutcome } from './attempt.entity';
import { AppearanceFields, LinkPreviewDto, PARSE_MODES } from './content.dto';
import { EDITED_KEYBOARD, type InlineKeyboard } from './keyboard';
import {
  ACT_TYPES,
  CONTENT_TYPES,
  type ContentType,
  type DeliveryPolicy,
  type FormattingFallback,
  type Message,
  type MessageStatus,
  type MessageType,
  type WaitingFor,
} from './message.entity';
import { searchedWords } from './message-search.repository';
import type { MessageSearch } from './message-search.repository';
import type { Accepted } from './messages.repository';
import type { MessageStory } from './messages.service';
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

/** The answer to an accepted message. It says the same however often the same request comes. */
export class AcceptedMessageView {
  id!: string;
  status!: 'queued';
  chatId!: string;
  type!: string;

  /** The message that it answers, or with which it does something. */
  targetId!: string | null;
  createdAt!: Date;

  /** When it was expected to be sent, as far as anybody could tell; null while the bot is switched off or paused. */
  estimatedSendAt!: Date | null;

  static of({ id, chatId, type, targetId, createdAt, estimatedAt }: Accepted): AcceptedMessageView {
    return { id, status: 'queued', chatId, type, targetId, createdAt, estimatedSendAt: estimatedAt };
  }
}

export class FailureView {
  /** `telegram.<status>`, or a code of ours. */
  code!: string;

  /** Telegram's words, or ours. */
  detail!: string | null;
}

export class MessageView {
  id!: string;
  chatId!: string;
  type!: string;
  text!: string | null;

  /** `queued`, `sending`, or an end: `sent`, `failed`, `uncertain`, `expired`, `cancelled`. */
  status!: MessageStatus;

  /** Why it is still queued, as far as it was tried. */
  waitingFor!: WaitingFor | null;

  /** How often it was taken to be sent. */
  attempt!: number;

  /** It was sent twice because Telegram's first answer was lost: the chat may show it twice. */
  possibleDuplicate!: boolean;

  /** The formatting could not be read, or was more than Telegram takes: it was sent as plain text, or with the first of it only. */
  formattingDropped!: boolean;

  /** Telegram did not take it as a photo: it was sent as a document. */
  sentAsDocument!: boolean;

  /** The text did not fit into one message, and its end was cut off. */
  truncated!: boolean;
  delivery!: DeliveryPolicy;

  /** Why it failed or is uncertain. */
  failure!: FailureView | null;

  /** The message's id in its chat on Telegram; the first, if it is several there. */
  telegramMessageId!: string | null;

  /** All of its ids: a long text is several messages, and so is a media group. */
  telegramMessageIds!: string[];

  /** The message that it answers, or with which it does something. */
  targetId!: string | null;

  /** The message that was sent once more as this one. */
  resendOf!: string | null;
  createdAt!: Date;

  /** When it is to be sent, if its sender has said so. */
  sendAt!: Date | null;

  /** After that it is not sent any more. */
  expiresAt!: Date | null;

  /** When it came to its end. */
  settledAt!: Date | null;

  static of(message: Message): MessageView {
    const { id, chatId, type, text, status, waitingFor, attempt, possibleDuplicate, formattingDropped, delivery } = message;
    const { sentAsDocument, truncated, failureCode, failureDetail, targetId, resendOf, createdAt, sendAt, expiresAt, settledAt } =
      message;
    const telegramMessageIds = message.telegramMessageIds.map(String);
    return {
      ...{
        id,
        chatId,
        type,
        text,
        status,
        waitingFor,
        attempt,
        possibleDuplicate,
        formattingDropped,
        sentAsDocument,
        truncated,
        delivery,
      },
      failure: failureCode === null ? null : { code: failureCode, detail: failureDetail },
      telegramMessageId: telegramMessageIds[0] ?? null,
      ...{ telegramMessageIds, targetId, resendOf, createdAt, sendAt, expiresAt, settledAt },
    };
  }
}

export class AttemptView {
  attempt!: number;
  outcome!: AttemptOutcome;
  detail!: string | null;
  startedAt!: Date;
  endedAt!: Date;

  static of({ attempt, outcome, detail, startedAt, endedAt }: Attempt): AttemptView {
    return { attempt, outcome, detail, startedAt, endedAt };
  }
}

export class MessageStoryView extends MessageView {
  /** When it is going to be sent, as far as anybody can tell; null when it is not queued, or its bot is switched off or paused. */
  estimatedSendAt!: Date | null;

  attempts!: AttemptView[];

  static ofStory({ message, attempts, estimatedAt }: MessageStory): MessageStoryView {
    return {
      ...MessageView.of(message),
      estimatedSendAt: estimatedAt,
      attempts: attempts.map((attempt) => AttemptView.of(attempt)),
    };
  }
}

export class MessagePage extends PageOf(MessageView) {}
