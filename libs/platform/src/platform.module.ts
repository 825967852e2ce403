import { BullModule } from '@nestjs/bullmq';
import { Global, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { CryptoConfig } from './crypto/crypto.config';
import { DerivedKeys } from './crypto/derived-keys';
import { Sealer } from './crypto/sealer';
import { createDataSource } from './database/data-source';
import { Database } from './database/database';
import { DatabaseConfig } from './database/database.config';
import { AllowedMethods } from './http/allowed-methods';
import { HealthController } from './http/health.controller';
import { HealthService } from './http/health.service';
import { HttpConfig } from './http/http.config';
import { ProblemFilter } from './http/problem.filter';
import { RequestPipe } from './http/request.pipe';
import { Leases } from './lease/leases';
import { Lifecycle } from './lifecycle/lifecycle';
import { LoggingModule } from './logging/logging.module';
import { Metrics } from './metrics/metrics';
import { QueueConfig } from './queue/queue.config';
import { QueueConnection } from './queue/queue-connection';
import { WorkLoops } from './queue/work-loop';
import { Signals } from './signals/signals';
import { Clock } from './time/clock';

/** Opens the database; the process does not start without it. */
async function openDatabase(config: DatabaseConfig): Promise<Database> {
  const log = new Logger(Database.name);
  const source = createDataSource({
    url: config.url,
    onPoolError: (error) => {
      log.warn({ err: error }, 'a connection of the database was lost');
    },
  });
  await source.initialize();
  return new Database(source);
}

const configs = [CryptoConfig, DatabaseConfig, HttpConfig];

/** What every process of the house stands on. It knows no word of bots or messages. */
@Global()
@Module({
  imports: [
    LoggingModule,
    BullModule.forRootAsync({
      inject: [QueueConnection],
      useFactory: async (queues: QueueConnection) => ({ connection: await queues.open() }),
    }),
  ],
  controllers: [HealthController],
  providers: [
    ...configs,
    AllowedMethods,
    { provide: Database, inject: [DatabaseConfig], useFactory: openDatabase },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useClass: RequestPipe },
    Sealer,
    DerivedKeys,
    HealthService,
    QueueConfig,
    QueueConnection,
    Leases,
    Lifecycle,
    Metrics,
    Signals,
    WorkLoops,
    Clock,
  ],
  exports: [
    ...configs,
    QueueConnection,
    LoggingModule,
    Database,
    Sealer,
    DerivedKeys,
    Leases,
    Lifecycle,
    Metrics,
    Signals,
    WorkLoops,
    Clock,
  ],
})
export class PlatformModule implements OnApplicationShutdown {
  constructor(private readonly db: Database) {}

  async onApplicationShutdown(): Promise<void> {
    await this.db.close();
  }
}
