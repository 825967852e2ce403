import type { INestApplicationContext } from '@nestjs/common';
import { createServer, type Server } from 'node:http';
import { newId } from '../crypto/ids';
import { HealthService } from './health.service';
import { HttpConfig } from './http.config';
import { answerTo } from './problem';

/** Health and figures of a process that has no other routes. */
export function serveHealth(app: INestApplicationContext): Server {
  const health = app.get(HealthService, { strict: false });
  const server = createServer((request, response) => {
    const answer = (status: number, type: string, body: string): void => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    };
    replyTo(health, request.url ?? '', request.headers.authorization).then(
      (body) => {
        answer(200, 'text/plain; charset=utf-8', body);
      },
      (error: unknown) => {
        const { problem } = answerTo(error, newId());
        answer(problem.status, 'application/problem+json', JSON.stringify(problem));
      },
    );
  });
  return server.listen(app.get(HttpConfig).port, '0.0.0.0');
}

async function replyTo(health: HealthService, url: string, authorization: string | undefined): Promise<string> {
  if (url === '/metrics') return await health.metricsFor(authorization);
  if (url !== '/health/live') await health.ensureReady();
  return 'ok\n';
}
