import { randomBytes } from 'node:crypto';

/** A file that goes along with a call. */
export interface Attachment {
  /** By this the payload refers to it: `attach://name`, or the name of the parameter itself. */
  readonly name: string;
  readonly fileName: string;
  readonly mimeType: string;
  /** In bytes: exactly so many must come. */
  readonly size: number;
  /** Its contents; read once, and only when there is a connection to write them to. */
  open(): AsyncIterable<Uint8Array>;
}

interface Part {
  readonly head: Buffer;
  readonly size: number;
  readonly contents: AsyncGenerator<Uint8Array>;
}

const LINE_END = Buffer.from('\r\n');

/**
 * A call with files as multipart/form-data (RFC 7578), written while the files are read. Its length is known beforehand, so it
 * is not sent in pieces of unknown number, which not every Bot API server takes.
 */
export class FormBody {
  readonly headers: { readonly 'content-type': string; readonly 'content-length': string };

  /** Whether anything of it may be on the wire. */
  begun = false;

  /** What a file threw when it was read. */
  failure?: unknown;

  private readonly boundary = `chappe-${randomBytes(18).toString('hex')}`;
  private readonly fields: Buffer;
  private readonly parts: readonly Part[];
  private readonly end = Buffer.from(`--${this.boundary}--\r\n`);

  constructor(payload: Readonly<Record<string, unknown>>, attachments: readonly Attachment[]) {
    this.fields = Buffer.from(
      Object.entries(payload)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${this.headOf(name)}\r\n\r\n${typeof value === 'string' ? value : JSON.stringify(value)}\r\n`)
        .join(''),
    );
    this.parts = attachments.map((attachment) => this.partOf(attachment));
    const size = this.parts.reduce((sum, part) => sum + part.head.length + part.size + LINE_END.length, 0);
    this.headers = {
      'content-type': `multipart/form-data; boundary=${this.boundary}`,
      'content-length': String(this.fields.length + size + this.end.length),
    };
  }

  /** The body. Nothing is given out before the first file has begun to be read: until then the call has not happened. */
  async *bytes(): AsyncGenerator<Uint8Array> {
    try {
      const first = await this.parts[0]?.contents.next();
      this.begun = true;
      yield this.fields;
      for (const [index, { head, contents }] of this.parts.entries()) {
        yield head;
        if (index === 0 && first?.done === false) yield first.value;
        yield* contents;
        yield LINE_END;
      }
      yield this.end;
    } catch (error) {
      this.failure = error;
      throw error;
    } finally {
      for (const { contents } of this.parts) await contents.return(undefined);
    }
  }

  private partOf(attachment: Attachment): Part {
    const { name, fileName, mimeType, size } = attachment;
    const head = `${this.headOf(name)}; filename="${escaped(fileName)}"\r\nContent-Type: ${mimeType}\r\n\r\n`;
    return { head: Buffer.from(head), size, contents: exactly(attachment) };
  }

  private headOf(name: string): string {
    return `--${this.boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"`;
  }
}

/** More than was said would be taken for the next request, and less would be waited for. */
async function* exactly(attachment: Attachment): AsyncGenerator<Uint8Array> {
  const { name, size } = attachment;
  let read = 0;
  for await (const bytes of attachment.open()) {
    read += bytes.length;
    if (read > size) break;
    yield bytes;
  }
  if (read !== size) throw new Error(`${name} has ${read > size ? 'more' : 'less'} than ${size} bytes`);
}

/**
 * As browsers write names (html.spec.whatwg.org, multipart/form-data encoding algorithm), and `%` too: the Bot API server decodes whatever
 * stands behind one (td, HttpReader.cpp), and would make `b.pdf` of `a%2Fb.pdf`.
 */
function escaped(name: string): string {
  return name.replaceAll('%', '%25').replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
