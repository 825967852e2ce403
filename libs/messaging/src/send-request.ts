import type { Keyboard } from './keyboard';
import type { ContentType, DeliveryPolicy, FormattingFallback, PhotoFallback } from './message.entity';

export type ParseMode = 'HTML' | 'MarkdownV2' | 'Markdown';

/** Where a file comes from: one of the three. */
export interface FileSource {
  /** An upload of the account. */
  readonly uploadId?: string;
  /** An address from which Telegram fetches it. */
  readonly url?: string;
  /** Telegram's id of a file that the same bot has sent or received. */
  readonly fileId?: string;
}

/** One of the photos, videos, documents or audios of a media group. */
export interface GroupItem {
  readonly type: 'photo' | 'video' | 'document' | 'audio';
  readonly file: FileSource;
  readonly caption?: string;
  readonly parseMode?: ParseMode;
  readonly spoiler?: boolean;
}

export interface LinkPreview {
  readonly disabled?: boolean;
  readonly url?: string;
  readonly size?: 'small' | 'large';
  readonly above?: boolean;
}

/** What a message consists of; which of it there may be depends on the type. */
export interface Content {
  readonly type: ContentType;
  readonly text?: string;
  readonly parseMode?: ParseMode;
  readonly linkPreview?: LinkPreview;
  readonly overflow?: 'split' | 'file' | 'truncate' | 'refuse';
  readonly file?: FileSource;
  readonly caption?: string;
  readonly captionOverflow?: 'continue' | 'refuse';
  readonly captionAbove?: boolean;
  readonly spoiler?: boolean;
  readonly photoFallback?: PhotoFallback;
  readonly items?: readonly GroupItem[];
  readonly latitude?: number;
  readonly longitude?: number;
  readonly phoneNumber?: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

/** How it is to appear in the chat. */
export interface Appearance {
  readonly keyboard?: Keyboard;
  readonly replyTo?: { readonly messageId?: string; readonly telegramMessageId?: string };
  readonly topicId?: number;
  /** The topic of a writer in the direct messages of a channel. */
  readonly directMessagesTopicId?: string;
  readonly silent?: boolean;
  readonly protect?: boolean;
}

/** What a system asks to be sent. */
export interface SendRequest extends Content, Appearance {
  readonly chatId?: string;
  readonly priority?: 'message' | 'broadcast';
  readonly sendAt?: Date;
  readonly ttlSeconds?: number;
  readonly delivery?: DeliveryPolicy;
  readonly formattingFallback?: FormattingFallback;
}
