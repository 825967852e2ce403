import { Module } from '@nestjs/common';
import { DatabaseConfig } from '../database/database.config';
import { LoggingModule } from '../logging/logging.module';
import { QueueConfig } from './queue.config';
import { QueueConnection } from './queue-connection';

/** Apart from the platform module, because the queues' own module is made before that one. */
@Module({
  imports: [LoggingModule],
  providers: [DatabaseConfig, QueueConfig, QueueConnection],
  exports: [QueueConnection],
})
export class QueueConnectionModule {}
