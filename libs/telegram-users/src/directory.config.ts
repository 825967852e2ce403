import { configSlice, type HttpConfig, onOff, setting } from '@app/platform';

/** Whether anybody may read the public list. */
export class DirectoryConfig extends configSlice({
  shown: setting('PUBLIC_DIRECTORY', onOff.optional()),
}) {
  /** On a machine of one's own the list is on unless it is switched off; on a public host it is the other way round. */
  isShown({ embedded }: HttpConfig): boolean {
    return this.shown ?? embedded;
  }
}
