import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { freePort } from './free-port';

/** A mail as it came in. */
export interface ReceivedMail {
  readonly to: string;
  /** With all headers. */
  readonly text: string;
  readonly messageId: string;
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
  /** Answers for the mails to come, in order; after that all are taken. */
  readonly refusals: Refusal[] = [];

  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const refusal = this.receive(
          session.envelope.rcptTo.map(({ address }) => address).join(', '),
          Buffer.concat(chunks).toString(),
        );
        done(refusal ? Object.assign(new Error(refusal.words), { responseCode: refusal.code }) : null);
      });
    },
  });

  private constructor(readonly port: number) {}

  /** Listens on the given port, or on a free one. */
  static async start(port?: number): Promise<TestSmtp> {
    const smtp = new TestSmtp(port ?? (await freePort()));
    smtp.server.on('error', () => undefined);
    smtp.server.listen(smtp.port, '127.0.0.1');
    await once(smtp.server.server, 'listening');
    return smtp;
  }

  get url(): string {
    return `smtp://127.0.0.1:${String(this.port)}`;
  }

  /** The mails that were taken for one address. */
  mailsTo(address: string): ReceivedMail[] {
    return this.taken.filter(({ to }) => to === address);
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(resolve);
    });
  }

  private receive(to: string, text: string): Refusal | undefined {
    const mail = { to, text, messageId: /^message-id: (.*)$/im.exec(text)?.[1]?.trim() ?? '' };
    this.offered.push(mail);
    const refusal = this.refusals.shift();
    if (!refusal) this.taken.push(mail);
    return refusal;
  }
}
