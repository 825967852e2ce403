import { configSlice, onOff, setting } from '@app/platform';

/** Whether anybody may read the public list. */
export class DirectoryConfig extends configSlice({
  shown: setting('PUBLIC_DIRECTORY', onOff.optional()),
}) {
  /** The owner of the machine sees the list unless it is switched off; on a public host it is the other way round. */
  isShown(fromOwnMachine: boolean): boolean {
    return this.shown ?? fromOwnMachine;
  }
}
