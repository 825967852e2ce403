import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Client, type Notification } from 'pg';
import { DatabaseConfig } from '../database/database.config';
import { Database } from '../database/database';

type Listener = (payload: string) => void;

const CHANNEL = 'chappe';
const RECONNECT_MS = 1_000;
const WATCHDOG_MS = 30_000;

/**
 * One-way signals between the processes of an installation, over PostgreSQL's LISTEN/NOTIFY. A signal says that
 * something may have changed; it may be lost while the connection is being made anew, so every listener also looks
 * by itself now and then, and is told by `onReconnect` when it may have missed something.
 */
@Injectable()
export class Signals implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger(Signals.name);
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly reconnected = new Set<() => void>();
  private client?: Client;
  private closed = false;
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly config: DatabaseConfig,
    private readonly db: Database,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.connect();
    this.timer = setInterval(() => void this.client?.query('select 1').catch(() => undefined), WATCHDOG_MS);
    this.timer.unref();
  }

  /** Tells every process, this one too. Inside a transaction the signal goes out when it commits. */
  async send(topic: string, payload = ''): Promise<void> {
    await this.db.run('select pg_notify($1, $2)', [CHANNEL, `${topic} ${payload}`]);
  }

  /** Calls back on each signal of a topic. Returns the way to stop that. */
  on(topic: string, listener: Listener): () => void {
    const all = this.listeners.get(topic) ?? new Set<Listener>();
    this.listeners.set(topic, all.add(listener));
    return () => all.delete(listener);
  }

  /** Calls back after the connection was lost and is there again: signals may have been missed. */
  onReconnect(listener: () => void): void {
    this.reconnected.add(listener);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.config.url,
      keepAlive: true,
      query_timeout: 10_000,
      application_name: 'chappe signals',
    });
    client.on('notification', (notification) => {
      this.dispatch(notification);
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    // Only now: a connection that never came about also ends, and whoever tried it is still at it.
    client.once('end', () => void this.reconnect());
    this.client = client;
    if (this.closed) await client.end();
  }

  private async reconnect(): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS).unref());
      if (this.closed) return;
      try {
        await this.connect();
        for (const listener of this.reconnected) listener();
        return;
      } catch (error) {
        this.log.warn({ err: error }, 'no connection for signals yet');
      }
    }
  }

  private dispatch({ payload = '' }: Notification): void {
    const [topic = '', ...rest] = payload.split(' ');
    for (const listener of this.listeners.get(topic) ?? []) listener(rest.join(' '));
  }
}
