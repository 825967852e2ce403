import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import {
  createPostgresBackend,
  createRedisBackend,
  runMigrations,
  setDefaultBackendFactory,
  type ConnectionOptions,
} from 'bullmq';
import { Pool } from 'pg';
import { DatabaseConfig } from '../database/database.config';
import { QueueConfig } from './queue.config';

const SCHEMA = 'bullmq';

/** Each worker holds one connection to listen on; the rest is for queries. */
const POOL_SIZE = 12;

/** The connection of all queues of this process: Redis, or a pool of PostgreSQL connections of its own. */
@Injectable()
export class QueueConnection implements OnApplicationShutdown {
  private readonly log = new Logger(QueueConnection.name);
  private pool?: Pool;

  constructor(
    private readonly config: QueueConfig,
    private readonly database: DatabaseConfig,
  ) {}

  /** Chooses the backend for every queue and worker of this process, and answers how to reach it. */
  async open(): Promise<ConnectionOptions> {
    if (this.config.redisUrl !== undefined) {
      setDefaultBackendFactory(createRedisBackend);
      // Workers must wait for Redis without end; `maxRetriesPerRequest: null` is what BullMQ asks for.
      return { url: this.config.redisUrl, maxRetriesPerRequest: null };
    }
    setDefaultBackendFactory(createPostgresBackend as never);
    this.pool = await this.openPool();
    return this.pool;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool?.end();
  }

  private async openPool(): Promise<Pool> {
    const pool = new Pool({
      connectionString: this.database.url,
      max: POOL_SIZE,
      keepAlive: true,
      application_name: 'chappe queues',
      options: `-c search_path=${SCHEMA}`,
    });
    pool.setMaxListeners(0);
    pool.on('error', (error) => {
      this.log.warn({ err: error }, 'a connection of the queues was lost');
    });
    await prepare(pool);
    return pool;
  }
}

/** Brings the queues' schema up to this version of BullMQ, which sees to it that only one process does so at a time. */
async function prepare(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    client.release();
  }
}
