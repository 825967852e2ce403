import { Module, RequestMethod } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { LoggerModule, type Params } from 'nestjs-pino';
import { FrameworkLogger } from './framework-logger';
import { LoggingConfig } from './logging.config';
import { pathOf } from './logged-path';
import { scrubbedLogger } from './scrubbed-logger';

/** What is said of an error: no statement, no parameters, nothing that a library hung onto it. */
function describeError(error: Error & { code?: unknown }): Record<string, unknown> {
  return { type: error.name, message: error.message, code: error.code, stack: error.stack };
}

function httpLogging(level: string): Params {
  return {
    forRoutes: [{ path: '{*path}', method: RequestMethod.ALL }],
    pinoHttp: {
      logger: scrubbedLogger(level),
      serializers: {
        err: describeError,
        req: ({ id, method, raw }: { id: string; method: string; raw: IncomingMessage }) => ({ id, method, path: pathOf(raw) }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      },
      customLogLevel: (_request: IncomingMessage, response: ServerResponse) => (response.statusCode >= 500 ? 'warn' : 'debug'),
      wrapSerializers: true,
      quietReqLogger: true,
    },
  };
}

/** JSON lines with a request id, without secrets. */
@Module({
  imports: [
    LoggerModule.forRootAsync({
      useFactory: () => httpLogging(new LoggingConfig().level),
    }),
  ],
  providers: [FrameworkLogger],
  exports: [LoggerModule, FrameworkLogger],
})
export class LoggingModule {}
