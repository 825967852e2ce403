import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startTestRedis, type TestRedis } from '../support/redis';

/** A Redis that is emptied and killed. It keeps its address. */
export class RedisOfInstallation {
  private constructor(private server: TestRedis) {}

  static async start(): Promise<RedisOfInstallation> {
    return new RedisOfInstallation(await startTestRedis());
  }

  get url(): string {
    return this.server.url;
  }

  /** Everything in it is gone. */
  async flush(): Promise<void> {
    const client = new Redis(this.url);
    await client.flushall();
    client.disconnect();
  }

  /** It crashes, stays away, and comes back with nothing in it. */
  async crash(awayMs: number): Promise<void> {
    await this.server.kill();
    await pause(awayMs);
    this.server = await startTestRedis(Number(new URL(this.url).port));
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }
}
