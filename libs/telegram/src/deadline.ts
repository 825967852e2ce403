import { EventEmitter } from 'node:events';

/**
 * Aborts a call that takes too long, or that its caller gives up. undici takes an emitter as well as an AbortSignal; the
 * latter would cost each call more than its JSON does.
 */
export class Deadline extends EventEmitter {
  /** Why the call was aborted. */
  reason?: Error;
  private readonly timer: NodeJS.Timeout;

  constructor(
    timeoutMs: number,
    private readonly signal?: AbortSignal,
  ) {
    super();
    this.timer = setTimeout(() => {
      this.abort(new DOMException(`No answer within ${String(timeoutMs)} ms`, 'TimeoutError'));
    }, timeoutMs);
    signal?.addEventListener('abort', this.giveUp);
    if (signal?.aborted) this.giveUp();
  }

  get aborted(): boolean {
    return this.reason !== undefined;
  }

  /** The call has ended. */
  clear(): void {
    clearTimeout(this.timer);
    this.signal?.removeEventListener('abort', this.giveUp);
  }

  private readonly giveUp = (): void => {
    this.abort(new DOMException('The caller gave up', 'AbortError'));
  };

  private abort(reason: Error): void {
    this.reason = reason;
    this.emit('abort');
  }
}
