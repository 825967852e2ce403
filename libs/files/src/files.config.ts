import { configSlice, setting, wholeNumber } from '@app/platform';

const MB = 1024 * 1024;

/** How much accounts may upload. */
export class FilesConfig extends configSlice({
  mostMb: setting('UPLOAD_LIMIT_MB', wholeNumber(1, 2_000).default(50)),
  mostPerAccountMb: setting('UPLOADS_PER_ACCOUNT_MB', wholeNumber(1, 1_000_000).default(1_024)),
}) {
  /** The bytes that one file may have. */
  get mostBytes(): number {
    return this.mostMb * MB;
  }

  /** The bytes that all files of an account may have whose contents are kept. */
  get mostBytesPerAccount(): number {
    return this.mostPerAccountMb * MB;
  }
}
