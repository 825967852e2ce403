import { PageOf } from '@app/platform';
import type { Attempt, AttemptOutcome } from './attempt.entity';
import type { DeliveryPolicy, Message, MessageStatus, WaitingFor } from './message.entity';
import type { Accepted } from './messages.repository';
import type { MessageStory } from './messages.service';

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
