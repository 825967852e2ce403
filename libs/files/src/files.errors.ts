import { AppError } from '@app/platform';

export class FileNotFoundError extends AppError {
  readonly kind = 'not-found';
  readonly code = 'files.file_not_found';

  constructor() {
    super('You have no such file. It may have been removed since it was uploaded.');
  }
}

export class FileInUseError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'files.in_use';

  constructor() {
    super('Messages that are not sent yet need this file. Cancel them, or wait until they are sent.');
  }
}

export class FileTooLargeError extends AppError {
  readonly kind = 'too-large';
  readonly code = 'files.too_large';

  constructor(mostMb: number) {
    super(`A file may have at most ${mostMb} MB.`);
  }
}

export class FileEmptyError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'files.empty';

  constructor() {
    super('The file is empty; Telegram sends no empty files.');
  }
}

export class QuotaExceededError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'files.quota_exceeded';

  constructor(mostMb: number) {
    super(`All files of an account together may have at most ${mostMb} MB. Delete some, or wait until they have been sent.`);
  }
}

export class FileMissingError extends AppError {
  readonly kind = 'malformed';
  readonly code = 'files.file_missing';
  override readonly fields = [{ field: 'file', message: 'file must be a file' }];

  constructor() {
    super('Send the file as the part `file` of a multipart/form-data body.');
  }
}

export class UnexpectedPartError extends AppError {
  readonly kind = 'malformed';
  readonly code = 'files.unexpected_part';

  constructor() {
    super('Send one file at a time, as the part `file`, and nothing else.');
  }
}

export class MultipartBrokenError extends AppError {
  readonly kind = 'malformed';
  readonly code = 'files.multipart_broken';

  constructor() {
    super('The multipart body could not be read: it is cut off, or not written as RFC 7578 has it.');
  }
}

export class TooManyUploadsError extends AppError {
  readonly kind = 'limited';
  readonly code = 'files.too_many_uploads';
  override readonly retryAfterSeconds = 5;

  constructor() {
    super('Too many files are being uploaded at the moment. Wait until some of them have arrived.');
  }
}

export class UploadTooSlowError extends AppError {
  readonly kind = 'timed-out';
  readonly code = 'files.upload_too_slow';

  constructor() {
    super('The upload is slower than 1 kB a second. Upload it again, over a better connection.');
  }
}

export class UploadStalledError extends AppError {
  readonly kind = 'timed-out';
  readonly code = 'files.upload_stalled';

  constructor(seconds: number) {
    super(`Nothing of the file has arrived for ${seconds} seconds. Please send it again.`);
  }
}

/** The row of the file went away while its bytes arrived: the account was closed, or they came too slowly. */
export class UploadGivenUpError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'files.upload_given_up';

  constructor() {
    super('The upload was given up, because it went on too slowly or because its account is closed.');
  }
}

/** For those who send files: what was to be read is not there any more. */
export class FileContentsGoneError extends AppError {
  readonly kind = 'gone';
  readonly code = 'files.contents_gone';

  constructor() {
    super('The contents of this file are not kept any more. Please upload it again.');
  }
}
