import { Module, RequestMethod } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { LoggerModule, type Params } from 'nestjs-pino';
import { FrameworkLogger } from './framework-logger';
import { LoggingConfig } from './logging.config';
import { scrubbedLogger } from './scrubbed-logger';

/** What is said of an error: no statement, no parameters, nothing that a library hung onto it. */
function describeError(error: Error & { code?: unknown }): Record<string, unknown> {
  return { type: error.name, message: error.message, code: error.code, stack: error.stack };
}

/** An address without its query, which may hold what somebody typed. */
function pathOf(url = ''): string {
  return url.split('?', 1)[0] ?? '';
}

function httpLogging(level: string): Params {
  return {
    forRoutes: [{ path: '{*path}', method: RequestMethod.ALL }],
    pinoHttp: {
      logger: scrubbedLogger(level),
      serializers: {
        err: describeError,
        req: (request: { id: string; method: string; url: string }) => ({
          id: request.id,
          method: request.method,
          path: pathOf(request.url),
        }),
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
