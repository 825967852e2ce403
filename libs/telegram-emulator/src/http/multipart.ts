import { Refusal } from '../calls/refusal';

/** The plain fields of a multipart body. Files are not modelled yet, and are refused rather than lost. */
export function multipartFields(contentType: string, body: Buffer): Record<string, string> {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) throw new Refusal(400, "Bad Request: can't find boundary in multipart body");
  // Latin-1 keeps each byte as one unit; the values are decoded one by one.
  const parts = `\r\n${body.toString('latin1')}`.split(`\r\n--${mark}`).slice(1, -1);
  return Object.fromEntries(parts.map(field));
}

function field(part: string): [string, string] {
  const headEnd = part.indexOf('\r\n\r\n');
  const head = part.slice(0, headEnd);
  const name = /\bname="([^"]*)"/i.exec(head)?.[1];
  if (headEnd < 0 || name === undefined) throw new Refusal(400, "Bad Request: can't parse multipart body");
  if (/\bfilename\*?=/i.test(head)) throw new Refusal(500, `EMULATOR: file in ${name} not implemented`);
  return [name, Buffer.from(part.slice(headEnd + 4), 'latin1').toString('utf8')];
}
