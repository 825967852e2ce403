import { createHash } from 'node:crypto';
import { NetworkBlockedError } from '../auth.errors';
import type { Comer } from './turnstile';

/** Places and networks that one process remembers. */
const MOST_REMEMBERED = 10_000;

/** A network that has to wait is asked again after this time, in case another process has forgiven it. */
const LONGEST_MEMORY_SECONDS = 10;

export interface Place {
  readonly login: string;
  readonly network: string | null;
}

/**
 * Remembers in this process where sign-ins have just succeeded, and which networks have just been told to wait. The first wait in a line
 * of their own; of the second one at a time is looked at, and the rest is refused before the database hears of it.
 */
export class RecentPlaces {
  private readonly known = new Map<string, true>();
  private readonly blockedUntil = new Map<string, number>();
  private readonly underWay = new Map<string, number>();

  /** Does the work of a sign-in from this place, and learns from its end. @throws NetworkBlockedError for a network that was just told to wait */
  async watch<T>({ login, network }: Place, work: (comer: Comer) => Promise<T>): Promise<T> {
    const place = createHash('sha256')
      .update(`${login.toLowerCase()} from ${network ?? ''}`)
      .digest('base64');
    const comer = this.known.has(place) ? { line: place, known: true } : { line: network ?? '', known: false };
    if (!comer.known && this.underWay.has(comer.line)) this.refuseIfBlocked(comer.line);
    this.count(comer.line, 1);
    try {
      const done = await work(comer);
      remember(this.known, place, true);
      return done;
    } catch (error) {
      if (error instanceof NetworkBlockedError) this.block(comer.line, error.retryAfterSeconds);
      throw error;
    } finally {
      this.count(comer.line, -1);
    }
  }

  private count(line: string, change: 1 | -1): void {
    const now = (this.underWay.get(line) ?? 0) + change;
    if (now === 0) this.underWay.delete(line);
    else this.underWay.set(line, now);
  }

  private block(network: string, seconds: number): void {
    remember(this.blockedUntil, network, performance.now() + Math.min(seconds, LONGEST_MEMORY_SECONDS) * 1_000);
  }

  private refuseIfBlocked(network: string): void {
    const seconds = ((this.blockedUntil.get(network) ?? 0) - performance.now()) / 1_000;
    if (seconds > 0) throw new NetworkBlockedError(Math.ceil(seconds));
  }
}

/** Keeps the newest. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > MOST_REMEMBERED && oldest !== undefined) map.delete(oldest);
}
