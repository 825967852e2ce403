import { IsBoolean, IsIn, IsInt, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import { Digits, Fits, Nested, Omittable } from '@app/platform';
import { KEYBOARD, type Keyboard } from './keyboard';
import type { PhotoFallback } from './message.entity';
import type { FileSource, GroupItem, LinkPreview, ParseMode } from './send-request';
import { WebAddress } from './web-address.decorator';

export const PARSE_MODES = ['HTML', 'MarkdownV2', 'Markdown'] as const;

/** So long a text may be: a body of 256 kB holds it in any script. */
const LONGEST_TEXT = 80_000;

/** So long a caption in an album may be with its markup; without it Telegram takes 1024 characters. */
const LONGEST_CAPTION = 8_192;

/** Where a file comes from: exactly one of the three. */
export class FileDto implements FileSource {
  /** The id of one of your uploads, see `POST files`. */
  @Omittable()
  @IsUUID()
  uploadId?: string;

  /**
   * An http or https address from which Telegram fetches it: up to 5 MB for photos and 20 MB for other files. With a Bot API server of one's
   * own (`TELEGRAM_API_ROOT`) that server fetches it, so addresses of its own machine and of private networks are refused.
   */
  @Omittable()
  @WebAddress()
  url?: string;

  /** Telegram's id of a file that the same bot has sent or received. */
  @Omittable()
  @Matches(/^[\w-]{1,255}$/, { message: 'fileId must be a file id of Telegram' })
  fileId?: string;
}

/** One of the files of a media group. */
export class GroupItemDto implements GroupItem {
  /** Photos and videos can be mixed; documents go with documents, audios with audios. */
  @IsIn(['photo', 'video', 'document', 'audio'])
  type!: 'photo' | 'video' | 'document' | 'audio';

  @Nested(() => FileDto)
  file!: FileDto;

  /** Up to 1024 characters, with the heading if it is the first. */
  @Omittable()
  @Length(1, LONGEST_CAPTION)
  @IsString()
  caption?: string;

  @Omittable()
  @IsIn(PARSE_MODES)
  parseMode?: ParseMode;

  /** Hidden until it is tapped. */
  @Omittable()
  @IsBoolean()
  spoiler?: boolean;
}

/** How the first link of a text is shown. */
export class LinkPreviewDto implements LinkPreview {
  /** Not at all. */
  @Omittable()
  @IsBoolean()
  disabled?: boolean;

  /** This one instead of the first in the text. */
  @Omittable()
  @WebAddress()
  url?: string;

  @Omittable()
  @IsIn(['small', 'large'])
  size?: 'small' | 'large';

  /** Above the text, not below. */
  @Omittable()
  @IsBoolean()
  above?: boolean;
}

/** What a message answers: one of the two; with neither it answers nothing. If it is gone when its time comes, the message is sent without. */
export class ReplyToDto {
  /** A message of yours in the same chat. */
  @Omittable()
  @IsUUID()
  messageId?: string;

  /** Telegram's id of any message in the chat, as a string of digits. */
  @Digits('an id of a message on Telegram', { most: 2_147_483_647 })
  telegramMessageId?: string;
}

/** What a message consists of. Which fields there may be depends on the type. */
export abstract class ContentFields {
  /**
   * For `text`. With more than 4096 characters, or more formatting than Telegram takes in one message, it becomes several messages, see
   * `overflow`. A text that shows nothing is refused: blanks, invisible characters, empty markup.
   */
  @Omittable()
  @Length(1, LONGEST_TEXT)
  @IsString()
  text?: string;

  /** For `text`, and for captions: how it is marked up; none means that it is taken as it is. */
  @Omittable()
  @IsIn(PARSE_MODES)
  parseMode?: ParseMode;

  /** For `text`. If it becomes several messages, a `url` that is chosen here is shown under the first one only. */
  @Nested(() => LinkPreviewDto, { optional: true })
  linkPreview?: LinkPreviewDto;

  /**
   * For `text` that does not fit into one message: Telegram takes 4096 characters, formats 100 places, and takes about 9 kB of addresses
   * behind links. `split` divides it at paragraphs into up to 40 messages, with its formatting; `file` sends it as a document; `truncate`
   * sends the beginning with a note behind it, and says so in `truncated`; `refuse` does not accept it.
   */
  @Omittable()
  @IsIn(['split', 'file', 'truncate', 'refuse'])
  overflow?: 'split' | 'file' | 'truncate' | 'refuse';

  /** For `photo`, `document`, `audio`, `video`, `voice`, `animation` and `sticker`. */
  @Nested(() => FileDto, { optional: true })
  file?: FileDto;

  /**
   * For files but stickers: up to 1024 characters with the heading; formatted text may be longer by its markup, and more with `captionOverflow`. If it shows nothing, there
   * is no caption. With more than 100 formatted places see `formattingFallback`.
   */
  @Omittable()
  @Length(1, LONGEST_TEXT)
  @IsString()
  caption?: string;

  /**
   * For files with a caption that does not fit: `continue` lets it go on in text messages behind the file, with its formatting; `refuse`,
   * the default, does not accept it.
   */
  @Omittable()
  @IsIn(['continue', 'refuse'])
  captionOverflow?: 'continue' | 'refuse';

  /**
   * For `photo` and `media_group`: what to do with a photo that Telegram does not take as one, because of more than 10 MB, its sides or its
   * format. `document`, the default, sends it as a document, all of an album with it, and says so in `sentAsDocument`; `fail` does not.
   * What is named by a `fileId` cannot change its kind.
   */
  @Omittable()
  @IsIn(['document', 'fail'])
  photoFallback?: PhotoFallback;

  /** For `photo`, `video` and `animation`: the caption stands above. */
  @Omittable()
  @IsBoolean()
  captionAbove?: boolean;

  /** For `photo`, `video` and `animation`: hidden until it is tapped. */
  @Omittable()
  @IsBoolean()
  spoiler?: boolean;

  /** For `media_group`: 2 to 10 files that appear as one album. */
  @Nested(() => GroupItemDto, { optional: true, many: [2, 10] })
  items?: GroupItemDto[];

  /** For `location`, in degrees. */
  @Omittable()
  @Min(-90)
  @Max(90)
  latitude?: number;

  /** For `location`, in degrees. */
  @Omittable()
  @Min(-180)
  @Max(180)
  longitude?: number;

  /** For `contact`. */
  @Omittable()
  @Matches(/^\+?[\d ().-]{3,32}$/, { message: 'phoneNumber must be a phone number' })
  phoneNumber?: string;

  /** For `contact`. */
  @Omittable()
  @Length(1, 64)
  firstName?: string;

  /** For `contact`. */
  @Omittable()
  @Length(1, 64)
  lastName?: string;
}

export abstract class AppearanceFields extends ContentFields {
  /**
   * Buttons under the message, or keys in the place of the person's keyboard.
   *
   * `callbackData` has at most 62 bytes of UTF-8: Telegram takes 64, and Chappe puts `s:` before it, so that nobody can make a person press
   * a button of the bot itself. Not delivered yet: a press of a `callbackData` button is answered with nothing, and neither the press nor
   * what `requestContact`, `requestLocation` and `forceReply` ask for is told to the sender.
   *
   * Telegram has `webApp`, `requestContact` and `requestLocation` in private chats only, and in channels nothing but `inline` buttons.
   */
  @Omittable()
  @Fits(KEYBOARD)
  keyboard?: Keyboard;

  @Nested(() => ReplyToDto, { optional: true })
  replyTo?: ReplyToDto;

  /** A topic of a forum; 1 is General, where messages without a topic go, too. A bot token of a topic knows it. */
  @Omittable()
  @Min(1)
  @Max(2_147_483_647)
  @IsInt()
  topicId?: number;

  /** In the direct messages of a channel: the topic of whom it is for, as Telegram's `direct_messages_topic` tells its id. Needed there, and nowhere else. */
  @Digits('the id of a topic of direct messages')
  directMessagesTopicId?: string;

  /** Without a sound. */
  @Omittable()
  @IsBoolean()
  silent?: boolean;

  /** It can neither be forwarded nor saved. */
  @Omittable()
  @IsBoolean()
  protect?: boolean;
}
