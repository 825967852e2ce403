import { z } from 'zod';
import { configSlice, setting } from '../config/config-slice';

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** How much is logged. */
export class LoggingConfig extends configSlice({
  level: setting('LOG_LEVEL', z.enum(levels, `give one of ${levels.join(', ')}`).default('info')),
}) {}
