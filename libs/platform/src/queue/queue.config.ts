import { configSlice, setting } from '../config/config-slice';
import { url } from '../config/kinds';

/** Where the queues live: in Redis when there is an address, else in PostgreSQL. */
export class QueueConfig extends configSlice({
  redisUrl: setting('REDIS_URL', url('redis', 'rediss').optional()),
}) {}
