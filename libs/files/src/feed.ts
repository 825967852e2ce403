import type { Readable, Writable } from 'node:stream';
import { MultipartBrokenError, UploadStalledError, UploadTooSlowError } from './files.errors';

/**
 * 1 kB a second is less than the slowest phone has. A client may fall behind by as much as it may be silent; a byte every 20 seconds would
 * otherwise hold a place for an hour.
 */
const LEAST_BYTES_PER_SECOND = 1_024;

/**
 * Feeds what arrives to a parser, as fast as that takes it. Unlike `pipe` it leaves the request alone when something goes wrong, so
 * that it can be answered, and it waits only so long for a silent client; how long our side takes does not count.
 */
export class Feed {
  private silence?: NodeJS.Timeout;
  private listeningSince = 0;
  /** Bytes by which the client is behind the least rate. */
  private behind = 0;
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
    this.listeningSince = performance.now();
    this.silence = setTimeout(() => {
      this.failed(new UploadStalledError(this.silenceSeconds));
    }, this.silenceSeconds * 1_000);
  }

  private readonly onData = (chunk: Buffer): void => {
    clearTimeout(this.silence);
    const due = ((performance.now() - this.listeningSince) / 1_000) * LEAST_BYTES_PER_SECOND;
    this.behind = Math.max(0, this.behind + due - chunk.length);
    if (this.behind > this.silenceSeconds * LEAST_BYTES_PER_SECOND) {
      this.failed(new UploadTooSlowError());
      return;
    }
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
