/** A file that came with a call, as the book of calls remembers it: without its bytes. */
export class Upload {
  constructor(
    readonly name: string,
    readonly mimeType: string,
    /** Bytes. */
    readonly size: number,
  ) {}
}

/** The bytes of the files that came with a call, by the names of their parts. */
export type Uploads = ReadonlyMap<string, Buffer>;

export const NO_UPLOADS: Uploads = new Map();
