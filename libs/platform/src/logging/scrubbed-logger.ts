import type { LoggerService } from '@nestjs/common';
import pino, { type Logger } from 'pino';
import { LoggingConfig } from './logging.config';
import { redact } from './redact';

/** Where the lines go. Every line passes `redact` as a whole, so that no field and no error can slip by. */
const scrubbedOutput = {
  write(line: string): void {
    process.stdout.write(redact(line));
  },
};

/** A logger of JSON lines without secrets. */
export function scrubbedLogger(level: string): Logger {
  return pino({ level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, scrubbedOutput);
}

/** Nest's logger while the application is being made: what it has to say when that fails is a JSON line, too. */
export function startLogger(): LoggerService {
  const logger = scrubbedLogger(new LoggingConfig().level);
  const words = (message: unknown): string => (message instanceof Error ? message.message : String(message));
  return {
    log: (message: unknown) => {
      logger.debug(words(message));
    },
    warn: (message: unknown) => {
      logger.warn(words(message));
    },
    error: (message: unknown) => {
      logger.error(words(message));
    },
  };
}
