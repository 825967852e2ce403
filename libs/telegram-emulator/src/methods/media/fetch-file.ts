import { badRequest, type Refusal } from '../../calls/refusal';
import type { FileKind } from '../../files/file-record';
import { imageIn } from '../../files/image';

const PATIENCE_MS = 5_000;

/** https://core.telegram.org/bots/api#sending-files */
const LARGEST = { photo: 5 * 1_024 * 1_024, other: 20 * 1_024 * 1_024 };

export interface FetchedFile {
  bytes: Buffer;
  name: string;
}

/** A name of this machine for backends that let nobody name a loopback address: `.test` names mean nothing elsewhere (RFC 6761). */
const OWN_NAME = 'this-machine.test';

/** Gets a file from this machine; the rest of the world does not exist here. @throws Refusal in Telegram's words. */
export async function fetchFile(address: string, kind: FileKind): Promise<FetchedFile> {
  if (!URL.canParse(address)) throw badRequest('Invalid file HTTP URL specified: URL host is empty');
  const url = new URL(address);
  if (!['http:', 'https:'].includes(url.protocol)) throw badRequest('Invalid file HTTP URL specified: Unsupported URL protocol');
  if (url.protocol !== 'http:' || !['127.0.0.1', 'localhost', OWN_NAME].includes(url.hostname)) throw unreachable();
  if (url.hostname === OWN_NAME) url.hostname = '127.0.0.1';
  const bytes = await bytesBehind(url, kind === 'photo' ? LARGEST.photo : LARGEST.other);
  if (kind === 'photo' && !imageIn(bytes)) throw badRequest('wrong type of the web page content');
  return { bytes, name: url.pathname.split('/').at(-1) ?? '' };
}

async function bytesBehind(url: URL, largest: number): Promise<Buffer> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > largest) throw unreachable();
      chunks.push(chunk);
    }
    if (response.ok && size > 0) return Buffer.concat(chunks);
  } catch {
    // Whatever went wrong, Telegram has one answer.
  }
  throw unreachable();
}

function unreachable(): Refusal {
  return badRequest('failed to get HTTP URL content');
}
