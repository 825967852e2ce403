import { AppError } from '@app/platform';

export class TextTooLongError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'messaging.text_too_long';

  constructor(most: number) {
    super(`Telegram takes 4096 characters in a message${roomFor(most, 4_096)}.`);
    this.fields = [{ field: 'text', message: `text must have at most ${String(most)} characters` }];
  }

  override readonly fields;
}

export class TextBlankError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'messaging.text_blank';

  constructor(field = 'text') {
    super('Nothing of it can be seen: only blanks, invisible characters or empty markup. Telegram sends no empty messages.');
    this.fields = [{ field, message: `${field} must hold something that can be seen` }];
  }

  override readonly fields;
}

export class TooManyPartsError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'messaging.too_many_parts';

  constructor(most: number) {
    super(
      `The text would become more than ${String(most)} messages: Telegram takes 4096 characters and formats 100 places in each. Send it in several requests, format less of it, or send it as a file (\`overflow: file\`).`,
    );
    this.fields = [{ field: 'text', message: `text must fit into ${String(most)} messages` }];
  }

  override readonly fields;
}

export class TooManyEntitiesError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'messaging.too_many_entities';

  constructor(field: string, count: number, most: number) {
    super(
      `Telegram would format the first ${String(most)} of ${String(count)} formatted places only: it takes 100 in a message, and 8 kB of addresses. Format less of it. A text can be divided (\`overflow: split\`), and a caption or an edit keeps the first of it with \`formattingFallback: plain\`.`,
    );
    this.fields = [{ field, message: `${field} must have at most ${String(most)} formatted places` }];
  }

  override readonly fields;
}

export class CaptionTooLongError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'messaging.caption_too_long';

  constructor(most: number, field: string) {
    super(`Telegram takes 1024 characters in a caption${roomFor(most, 1_024)}.`);
    this.fields = [{ field, message: `${field} must have at most ${String(most)} characters` }];
  }

  override readonly fields;
}

export class FormattingBrokenError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'messaging.formatting_broken';

  constructor(field: string, fault: string, most: number) {
    super(
      `The formatting cannot be read: ${fault}. As it stands it is longer than the ${String(most)} characters that Telegram takes. Mend the formatting, or leave out parseMode.`,
    );
    this.fields = [{ field, message: `${field} must be formatted as its parseMode says` }];
  }

  override readonly fields;
}

/** Telegram would refuse the address, in whatever message it stands. */
export class AddressRefusedError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'messaging.address_refused';

  constructor(field: string, fault: string) {
    super(
      `Telegram does not take the address in ${field}: ${fault}. It must be reachable for Telegram, at a host with a dot in its name.`,
    );
    this.fields = [{ field, message: `${field} must be an address that Telegram takes (${fault})` }];
  }

  override readonly fields;
}

/** The Bot API server of this installation would fetch it from a place that only the installation can reach. */
export class AddressInternalError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'messaging.address_internal';

  constructor(field: string) {
    super(
      `The Bot API server of this installation would fetch ${field} itself, so addresses of its own machine, of private networks and with a user name or password are refused. Upload the file with \`POST files\`.`,
    );
    this.fields = [{ field, message: `${field} must be a public address without user name and password` }];
  }

  override readonly fields;
}

export class ButtonUrlRefusedError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'messaging.button_url_refused';

  constructor(field: string, fault: string) {
    super(
      `Telegram takes no button with the address in ${field}: ${fault}. A web address needs a host with a dot in its name; people reach no host of your network by it anyway.`,
    );
    this.fields = [{ field, message: `${field} must be an address that Telegram takes (${fault})` }];
  }

  override readonly fields;
}

export class ButtonNotForChatError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'messaging.button_not_for_chat';

  constructor(button: string, chatType: string) {
    super(
      `Telegram has ${button} buttons in private chats only; this chat is a ${chatType}. Leave the button out, or use \`url\`.`,
    );
  }

  override readonly fields = [{ field: 'keyboard', message: 'keyboard must have only buttons that this kind of chat can have' }];
}

export class KeyboardNotForChannelError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'messaging.keyboard_not_for_channel';
  override readonly fields = [{ field: 'keyboard', message: 'keyboard must be `inline` in a channel' }];

  constructor() {
    super('In a channel nobody has a keyboard: only `inline` buttons under the message are possible there.');
  }
}

export class UploadNotFoundError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'messaging.upload_not_found';
  override readonly fields = [{ field: 'file.uploadId', message: 'uploadId must be the id of one of your uploads' }];

  constructor() {
    super('You have no such upload. Upload the file with `POST files`, and send the id that is answered.');
  }
}

export class UploadGoneError extends AppError {
  readonly kind = 'gone';
  readonly code = 'messaging.upload_gone';

  constructor() {
    super('The contents of this upload are not kept any more, and this bot has not sent it before. Upload it again.');
  }
}

export class PhotoTooLargeError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'messaging.photo_too_large';
  override readonly fields = [{ field: 'file.uploadId', message: 'a photo must have at most 10 MB' }];

  constructor() {
    super(
      'Telegram takes photos up to 10 MB. Send it as a document, or leave `photoFallback` out; beside a `fileId` that is not possible.',
    );
  }
}

export class WebAppRefusedError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'messaging.web_app_refused';
  override readonly fields = [{ field: 'keyboard', message: 'keyboard must have no webApp button here; url opens a page, too' }];

  constructor() {
    super('The bot of this installation vouches for no page of an account. Send webApp buttons through a bot of your own.');
  }
}

/** Only the house bot puts a heading before what is sent. */
function roomFor(room: number, most: number): string {
  return room === most ? '' : `; with the heading there is room for ${String(room)}`;
}
