import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { UsedUpQuota } from '../errors/app-error';
import { answerTo } from './problem';
import { hearOut, isHeard } from './unread-body';

/** The one place where a failure becomes an HTTP answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger(ProblemFilter.name);

  /** Handlers of bots run through Nest too; what they throw belongs to whoever called them. */
  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    if (host.getType() !== 'http') throw error;
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const { problem, retryAfterSeconds, quota } = answerTo(error, request.id);
    if (problem.status >= 500) this.log.error({ err: error, requestId: request.id }, problem.detail);

    const reply = http.getResponse<FastifyReply>();
    await hearOut(request.raw);
    if (!isHeard(request.raw)) void reply.header('connection', 'close');
    if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(Math.ceil(retryAfterSeconds)));
    if (quota) tellQuota(reply, quota, retryAfterSeconds);
    const challenge = challengeFor(problem.status, request.headers.authorization !== undefined);
    if (challenge !== null) void reply.header('www-authenticate', challenge);
    void reply.status(problem.status).type('application/problem+json').send(problem);
  }
}

function tellQuota(reply: FastifyReply, { policy, quota, windowSeconds }: UsedUpQuota, resetSeconds = 60): void {
  const window = windowSeconds === undefined ? '' : `;w=${String(windowSeconds)}`;
  void reply.header('ratelimit-policy', `"${policy}";q=${String(quota)}${window}`);
  void reply.header('ratelimit', `"${policy}";r=0;t=${String(Math.ceil(resetSeconds))}`);
}

/** How a refusal asks for a token (RFC 6750, 3): a client that brought one is told what is wrong with it. */
function challengeFor(status: number, brought: boolean): string | null {
  if (status === 401) return `Bearer realm="chappe"${brought ? ', error="invalid_token"' : ''}`;
  return status === 403 && brought ? 'Bearer realm="chappe", error="insufficient_scope"' : null;
}
