import type { FileRecord } from '../files/file-record';

/** A file as it stands in a message; its caption is the message's text. */
export interface MediaRecord extends FileRecord {
  /** The album to which the message belongs. */
  groupId?: string;
  spoiler?: true;
  captionAbove?: true;
}

/** What a message can hold beside a text. */
export interface Contents {
  media?: MediaRecord;
}

/** The contents of a message without the rest of it; fields that are not there are left out. */
export function contentsOf({ media }: Contents): Contents {
  return structuredClone({ ...(media && { media }) });
}

/** Whether it holds anything but text. */
export function hasContents(message: Contents): boolean {
  return Object.keys(contentsOf(message)).length > 0;
}
