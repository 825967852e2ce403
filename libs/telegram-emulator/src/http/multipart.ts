import { Refusal } from '../calls/refusal';
import { Upload, type Uploads } from '../calls/upload';

export interface MultipartBody {
  params: Record<string, unknown>;
  uploads: Uploads;
}

interface Part {
  name: string;
  /** What the file is called; undefined for a plain field. */
  filename: string | undefined;
  mimeType: string;
  bytes: Buffer;
}

const LINE_END = '\r\n';
const HEAD_END = '\r\n\r\n';

/**
 * The fields and files of a multipart body. Of a file the parameters hold only what it is called and how large it is. Read as leniently as
 * by the official server (TDLib, HttpReader.cpp): clients of the field leave out spaces and quotation marks that Node's own reader insists on.
 */
export function readMultipart(contentType: string, body: Buffer): MultipartBody {
  const params: Record<string, unknown> = {};
  const uploads = new Map<string, Buffer>();
  for (const { name, filename, mimeType, bytes } of partsOf(body, boundaryOf(contentType))) {
    if (filename === undefined) params[name] = bytes.toString('utf8');
    else {
      params[name] = new Upload(filename, mimeType, bytes.length);
      uploads.set(name, bytes);
    }
  }
  return { params, uploads };
}

function boundaryOf(contentType: string): string {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw new Refusal(400, "Bad Request: can't find boundary in multipart body");
  return boundary;
}

function partsOf(body: Buffer, boundary: string): Part[] {
  const first = `--${boundary}`;
  const next = `${LINE_END}${first}`;
  const parts: Part[] = [];
  let start = body.indexOf(first);
  if (start < 0) throw unparsable();
  start += first.length;
  while (body.toString('latin1', start, start + 2) !== '--') {
    const end = body.indexOf(next, start);
    if (end < 0) throw unparsable();
    parts.push(partOf(body.subarray(start + LINE_END.length, end)));
    start = end + next.length;
  }
  return parts;
}

function partOf(part: Buffer): Part {
  const headEnd = part.indexOf(HEAD_END);
  const head = headEnd < 0 ? '' : part.toString('utf8', 0, headEnd);
  const disposition = headerIn(head, 'content-disposition');
  const name = fieldIn(disposition, 'name');
  if (name === undefined) throw unparsable();
  const filename = fieldIn(disposition, 'filename') ?? encodedFilename(disposition);
  return { name, filename, mimeType: headerIn(head, 'content-type'), bytes: part.subarray(headEnd + HEAD_END.length) };
}

function headerIn(head: string, name: string): string {
  const line = head.split(LINE_END).find((one) => one.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim() ?? '';
}

function fieldIn(disposition: string, name: string): string | undefined {
  const [, quoted, plain] = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;]*))`, 'i').exec(disposition) ?? [];
  return quoted?.replace(/\\(.)/g, '$1').replaceAll('%22', '"') ?? plain?.trim();
}

/** https://www.rfc-editor.org/rfc/rfc5987 */
function encodedFilename(disposition: string): string | undefined {
  const encoded = /;\s*filename\*=utf-8''([^;\s]*)/i.exec(disposition)?.[1];
  try {
    return encoded === undefined ? undefined : decodeURIComponent(encoded);
  } catch {
    throw unparsable();
  }
}

function unparsable(): Refusal {
  return new Refusal(400, "Bad Request: can't parse multipart body");
}
