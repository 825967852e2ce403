import { Busboy } from '@fastify/busboy';

import { Refusal } from '../calls/refusal';
import { Upload, type Uploads } from '../calls/upload';

export interface MultipartBody {
  params: Record<string, unknown>;
  uploads: Uploads;
}

/** The fields and files of a multipart body. Of a file the parameters hold only what it is called and how large it is. */
export async function readMultipart(contentType: string, body: Buffer): Promise<MultipartBody> {
  if (!/boundary=/i.test(contentType)) throw new Refusal(400, "Bad Request: can't find boundary in multipart body");
  try {
    return await read(contentType, body);
  } catch {
    throw new Refusal(400, "Bad Request: can't parse multipart body");
  }
}

function read(contentType: string, body: Buffer): Promise<MultipartBody> {
  const params: Record<string, unknown> = {};
  const uploads = new Map<string, Buffer>();
  const parser = new Busboy({ headers: { 'content-type': contentType } });
  return new Promise((resolve, reject) => {
    parser.on('field', (name, value) => {
      params[name] = value;
    });
    parser.on('file', (...[name, stream, fileName, , mimeType]) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const bytes = Buffer.concat(chunks);
        params[name] = new Upload(decodedName(fileName), mimeType, bytes.length);
        uploads.set(name, bytes);
      });
    });
    parser.on('error', reject);
    parser.on('finish', () => {
      resolve({ params, uploads });
    });
    parser.end(body);
  });
}

/** The official server decodes what is percent-encoded in a name, and takes the last part of a path (td, HttpReader.cpp: url_decode). */
function decodedName(name: string | undefined): string {
  const bytes = Buffer.from(name ?? '')
    .toString('latin1')
    .replace(/%([\da-f]{2})/gi, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').split(/[/\\]/).at(-1) ?? '';
}
