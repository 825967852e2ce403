import { Bucket } from '../world/bucket';
import type { Clock } from '../world/clock';
import { WebhookConnection } from './webhook-connection';

/** So long after the last success a webhook counts as one that does not work. */
const ACTIVE_FOR_MS = 10_000;

/**
 * The connections to one webhook. Kept alive they are used again; new ones are rare: while nothing has succeeded for 10 s there is one at
 * most, opened every 2 s at most; else one per queue that waits, 10 in half a second at most (WebhookActor.cpp, create_new_connections).
 */
export class WebhookConnections {
  private readonly all = new Set<WebhookConnection>();
  private readonly free: WebhookConnection[] = [];
  private readonly whileItWorks = new Bucket(50, 10);
  private readonly whileItDoesNot = new Bucket(2_000, 1);
  private lastSuccessMs = -Infinity;
  private cancelAlarm: (() => void) | null = null;

  /** @param onTime is called when it is worth asking again for one. */
  constructor(
    private readonly target: { url: URL; most: number },
    private readonly clock: Clock,
    private readonly onTime: () => void,
  ) {}

  /** One to send an update on, null when all are taken and no other may be opened yet. */
  take(queues: number): WebhookConnection | null {
    this.openUpTo(queues);
    return this.free.shift() ?? null;
  }

  /** It may carry the next update, unless it was closed meanwhile. */
  release(connection: WebhookConnection): void {
    if (this.all.has(connection)) this.free.push(connection);
  }

  /** An update was taken well. */
  succeeded(): void {
    this.lastSuccessMs = this.clock.now();
  }

  discard(connection: WebhookConnection): void {
    this.forget(connection);
    connection.close();
  }

  closeAll(): void {
    this.cancelAlarm?.();
    for (const connection of [...this.all]) this.discard(connection);
  }

  private openUpTo(queues: number): void {
    const now = this.clock.now();
    const works = now - this.lastSuccessMs <= ACTIVE_FOR_MS;
    const flood = works ? this.whileItWorks : this.whileItDoesNot;
    const wanted = Math.min(queues, works ? this.target.most : 1);
    while (this.all.size < wanted) {
      const wait = flood.waitMs(now);
      if (wait > 0) {
        this.askAgainIn(wait);
        return;
      }
      flood.take(now);
      const connection = new WebhookConnection(this.target.url, this.clock, (closed) => {
        this.forget(closed);
      });
      this.all.add(connection);
      this.free.push(connection);
    }
  }

  private askAgainIn(milliseconds: number): void {
    this.cancelAlarm ??= this.clock.after(milliseconds, () => {
      this.cancelAlarm = null;
      this.onTime();
    });
  }

  private forget(connection: WebhookConnection): void {
    this.all.delete(connection);
    const at = this.free.indexOf(connection);
    if (at >= 0) this.free.splice(at, 1);
  }
}
