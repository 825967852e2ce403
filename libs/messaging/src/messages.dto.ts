import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { PageOf } from '@app/platform';
import type { Attempt, AttemptOutcome } from './attempt.entity';
import type { Accepted } from './messages.repository';
import type { DeliveryPolicy, FormattingFallback, Message, MessageStatus, WaitingFor } from './message.entity';

export class SendMessageDto {
  /** What kind of message it is. */
  @IsIn(['text'])
  type!: 'text';

  /** Up to 4096 characters with the heading; formatted text may be longer by its markup. */
  @Length(1, 16_384)
  @IsString()
  text!: string;

  /** How the text is marked up; none means that it is taken as it is. */
  @IsOptional()
  @IsIn(['HTML', 'MarkdownV2', 'Markdown'])
  parseMode?: 'HTML' | 'MarkdownV2' | 'Markdown';

  /** One of your chats. With a bot token it is known. */
  @IsOptional()
  @IsUUID()
  chatId?: string;

  /** What to do when Telegram's answer is lost: `at_least_once` sends once more and flags it, `at_most_once` leaves it `uncertain`. */
  @IsOptional()
  @IsIn(['at_least_once', 'at_most_once'])
  delivery?: DeliveryPolicy;

  /** What to do when Telegram cannot read the formatting: send as `plain` text and flag it, or `fail`. */
  @IsOptional()
  @IsIn(['plain', 'fail'])
  formattingFallback?: FormattingFallback;
}

/** The answer to an accepted message. It says the same however often the same request comes. */
export class AcceptedMessageView {
  id!: string;
  status!: 'queued';
  chatId!: string;
  type!: string;
  createdAt!: Date;

  static of({ id, chatId, type, createdAt }: Accepted): AcceptedMessageView {
    return { id, status: 'queued', chatId, type, createdAt };
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

  /** Telegram could not read the formatting, so it was sent as plain text. */
  formattingDropped!: boolean;
  delivery!: DeliveryPolicy;

  /** Why it failed or is uncertain. */
  failure!: FailureView | null;

  /** The message's id in its chat on Telegram. */
  telegramMessageId!: string | null;
  createdAt!: Date;

  /** When it came to its end. */
  settledAt!: Date | null;

  static of(message: Message): MessageView {
    const {
      id,
      chatId,
      type,
      text,
      status,
      waitingFor,
      attempt,
      possibleDuplicate,
      formattingDropped,
      delivery,
      createdAt,
      settledAt,
    } = message;
    const { failureCode, failureDetail, telegramMessageId } = message;
    return {
      ...{ id, chatId, type, text, status, waitingFor, attempt, possibleDuplicate, formattingDropped, delivery },
      failure: failureCode === null ? null : { code: failureCode, detail: failureDetail },
      telegramMessageId: telegramMessageId === null ? null : String(telegramMessageId),
      ...{ createdAt, settledAt },
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

export class MessageWithAttemptsView extends MessageView {
  attempts!: AttemptView[];

  static withAttempts(message: Message, attempts: readonly Attempt[]): MessageWithAttemptsView {
    return { ...MessageView.of(message), attempts: attempts.map((attempt) => AttemptView.of(attempt)) };
  }
}

export class MessagePage extends PageOf(MessageView) {}
