import type { Readable, Writable } from 'node:stream';
import { MultipartBrokenError, UploadStalledError } from './files.errors';

/**
 * Feeds what arrives to a parser, as fast as that takes it. Unlike `pipe` it leaves the request alone when something goes wrong, so
 * that it can be answered, and it waits only so long for a silent client; how long our side takes does not count.
 */
export class Feed {
  private silence?: NodeJS.Timeout;
  private stopped = false;
  private failed: (error: Error) => void = () => undefined;

  constructor(
    private readonly source: Readable,
    private readonly parser: Writable,
    private readonly silenceSeconds: number,
  ) {}

  start(failed: (error: Error) => void): void {
    this.failed = failed;
    this.source.on('data', this.onData).on('end', this.onEnd).on('error', this.onCut).on('close', this.onCut);
    this.listen();
  }

  /** Whatever else arrives is nobody's. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.silence);
    this.source.off('data', this.onData).off('end', this.onEnd).off('error', this.onCut).off('close', this.onCut);
  }

  private listen(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.failed(new UploadStalledError(this.silenceSeconds));
    }, this.silenceSeconds * 1_000);
  }

  private readonly onData = (chunk: Buffer): void => {
    clearTimeout(this.silence);
    if (this.parser.write(chunk)) {
      this.listen();
      return;
    }
    this.source.pause();
    this.parser.once('drain', () => {
      if (this.stopped) return;
      this.listen();
      this.source.resume();
    });
  };

  private readonly onEnd = (): void => {
    clearTimeout(this.silence);
    this.parser.end();
  };

  /** After its end a source may close, too; then all of it is with the parser. */
  private readonly onCut = (): void => {
    if (!this.source.readableEnded) this.failed(new MultipartBrokenError());
  };
}
