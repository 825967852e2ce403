import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { freePort } from './free-port';

/** A mail as it came in. */
export interface ReceivedMail {
  /** The recipients of the envelope, divided by commas. */
  readonly to: string;
  /** With all headers, as it was sent. */
  readonly text: string;
  readonly messageId: string;
  readonly subject: string;
  /** The names of its headers, in small letters. */
  readonly headers: readonly string[];
  /** What a program without HTML shows. */
  readonly plain: string;
  readonly html: string;
}

/** What the server answers to a mail instead of taking it. */
export interface Refusal {
  readonly code: number;
  readonly words: string;
}

/** A mail server on this machine that takes everything, unless it is told otherwise. */
export class TestSmtp {
  /** Every mail that was offered, also those that were refused. */
  readonly offered: ReceivedMail[] = [];
  readonly taken: ReceivedMail[] = [];
  /** Answers for the mails to come, in order; after that all are taken. `drop`: it takes the mail and hangs up without a word. */
  readonly refusals: (Refusal | 'drop')[] = [];

  private readonly sockets = new Map<number, Socket>();
  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join(', ');
        const refusal = this.receive(to, Buffer.concat(chunks).toString());
        if (refusal === 'drop') this.sockets.get(session.remotePort)?.destroy();
        else done(refusal ? Object.assign(new Error(refusal.words), { responseCode: refusal.code }) : null);
      });
    },
  });

  private constructor(readonly port: number) {}

  /** Listens on the given port, or on a free one. */
  static async start(port?: number): Promise<TestSmtp> {
    const smtp = new TestSmtp(port ?? (await freePort()));
    smtp.server.on('error', () => undefined);
    const listener: Server = smtp.server.server;
    listener.on('connection', (socket) => smtp.sockets.set(socket.remotePort ?? 0, socket));
    smtp.server.listen(smtp.port, '127.0.0.1');
    await once(listener, 'listening');
    return smtp;
  }

  get url(): string {
    return `smtp://127.0.0.1:${String(this.port)}`;
  }

  /** The mails that were taken for one address. */
  mailsTo(address: string): ReceivedMail[] {
    return this.taken.filter(({ to }) => to === address);
  }

  /** The mails that were offered for one address. */
  offeredTo(address: string): ReceivedMail[] {
    return this.offered.filter(({ to }) => to === address);
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(resolve);
    });
  }

  private receive(to: string, text: string): Refusal | 'drop' | undefined {
    const headers = headersOf(text);
    const mail = {
      to,
      text,
      messageId: headers.get('message-id') ?? '',
      subject: decodeWords(headers.get('subject') ?? ''),
      headers: [...headers.keys()],
      plain: partOf(text, 'text/plain'),
      html: partOf(text, 'text/html'),
    };
    this.offered.push(mail);
    const refusal = this.refusals.shift();
    if (refusal === undefined || refusal === 'drop') this.taken.push(mail);
    return refusal;
  }
}

/** The headers of a mail or of a part of one, unfolded: by their names in small letters. A name that comes twice is named `twice: …`. */
function headersOf(text: string): Map<string, string> {
  const [head = ''] = text.split(/\r?\n\r?\n/, 1);
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name = line, value = ''] = /^([^\s:]+): ?(.*)$/.exec(line) ?? [];
    const key = name.toLowerCase();
    headers.set(headers.has(key) ? `twice: ${key}` : key, value);
  }
  return headers;
}

/** The decoded part of a type, in a mail of parts that are text; empty if it has none. */
function partOf(text: string, type: string): string {
  const boundary = /boundary="([^"]+)"/.exec(headersOf(text).get('content-type') ?? '')?.[1];
  const parts = boundary === undefined ? [text] : text.split(`--${boundary}`);
  const part = parts.map((one) => one.trimStart()).find((one) => headersOf(one).get('content-type')?.startsWith(type));
  return part === undefined ? '' : decoded(part);
}

/** A header as people read it (RFC 2047, in UTF-8). */
function decodeWords(value: string): string {
  return value.replace(/\?=\s+=\?/g, '?==?').replace(/(=\?utf-8\?[qb]\?[^?]*\?=)+/gi, (words) => {
    const bytes = [...words.matchAll(/=\?utf-8\?([qb])\?([^?]*)\?=/gi)].map(([, encoding = '', word = '']) =>
      encoding.toLowerCase() === 'b' ? Buffer.from(word, 'base64') : fromQuotedPrintable(word.replaceAll('_', ' ')),
    );
    return Buffer.concat(bytes).toString();
  });
}

function decoded(part: string): string {
  const body = part.slice(part.search(/\r?\n\r?\n/)).trimStart();
  const encoding = headersOf(part).get('content-transfer-encoding')?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding === 'quoted-printable') return fromQuotedPrintable(body).toString();
  return body;
}

function fromQuotedPrintable(text: string): Buffer {
  const joined = text.replace(/=\r?\n/g, '');
  return Buffer.from(
    joined.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
}
