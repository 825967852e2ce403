import { Busboy, type BusboyEvents, type BusboyInstance } from '@fastify/busboy';
import type { Readable } from 'node:stream';
import type { MultipartBody } from '@app/platform';
import { Feed } from './feed';
import { FileMissingError, MultipartBrokenError, UnexpectedPartError } from './files.errors';

/** The file in a body, as its sender describes it. */
export interface FilePart {
  readonly name: string | undefined;
  readonly mimeType: string;
  readonly bytes: AsyncIterable<Buffer>;
}

/** The name of the part that holds the file. */
const PART = 'file';
const SILENCE_SECONDS = 30;

/**
 * Gives the one file of a body to `take`, while it arrives: no faster than it is taken. Resolves when all of the body was read
 * and taken; when it rejects, `take` has ended, too.
 *
 * @throws FileMissingError, UnexpectedPartError, MultipartBrokenError, UploadStalledError, and whatever `take` throws
 */
export async function readUpload<Taken>(
  { contentType, stream }: MultipartBody,
  take: (part: FilePart) => Promise<Taken>,
  silenceSeconds = SILENCE_SECONDS,
): Promise<Taken> {
  const parser = parserOf(contentType);
  const feed = new Feed(stream, parser, silenceSeconds);
  let file: { readonly bytes: Readable; readonly taken: Promise<Taken> } | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      refuseOthers(parser, reject);
      parser.on('file', (...[field, bytes, name, , mimeType]: Parameters<BusboyEvents['file']>) => {
        bytes.on('error', () => undefined); // it may break before anybody reads it
        if (field !== PART || file) {
          reject(new UnexpectedPartError());
          return;
        }
        file = { bytes, taken: take({ name: unescaped(name), mimeType, bytes }) };
        file.taken.catch(reject);
      });
      parser.on('finish', resolve);
      feed.start(reject);
    });
    if (!file) throw new FileMissingError();
    return await file.taken;
  } catch (error) {
    file?.bytes.destroy(error as Error);
    await file?.taken.catch(() => undefined);
    throw error;
  } finally {
    feed.stop();
  }
}

/** Browsers write a quotation mark and line breaks in a name so, and nothing else (html.spec.whatwg.org, multipart/form-data encoding algorithm). */
function unescaped(name: string | undefined): string | undefined {
  return name?.replace(/%(?:22|0D|0A)/g, decodeURIComponent);
}

function refuseOthers(parser: BusboyInstance, refuse: (error: Error) => void): void {
  for (const unexpected of ['field', 'partsLimit'] as const) {
    parser.on(unexpected, () => {
      refuse(new UnexpectedPartError());
    });
  }
  parser.on('error', () => {
    refuse(new MultipartBrokenError());
  });
}

function parserOf(contentType: string): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      limits: { files: 2, fields: 1, parts: 2, fieldSize: 1_024, headerPairs: 20, headerSize: 16 * 1_024 },
      isPartAFile: (field, _type, name) => field === PART || name !== undefined,
    });
  } catch {
    throw new MultipartBrokenError(); // it has no boundary
  }
}
