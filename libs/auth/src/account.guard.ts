import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { PUBLIC } from '@app/platform';
import { NotSignedInError, SessionEndedError } from './auth.errors';
import type { Principal } from './principal';
import { SessionsRepository } from './sessions.repository';

/**
 * Closes every route to those who are not signed in, unless it is marked `@Public()`. Reads trust the access token
 * for its half hour; writes and everything under `account` ask whether its session still lives.
 */
@Injectable()
export class AccountGuard extends AuthGuard('jwt') {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionsRepository,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    // Handlers of bots run through Nest too; who may talk to a bot is not for us to say.
    if (context.getType() !== 'http') return true;
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, [context.getHandler(), context.getClass()])) return true;
    return await this.requireAccount(context);
  }

  /** @throws NotSignedInError without a valid access token; SessionEndedError when its session has ended. */
  async requireAccount(context: ExecutionContext): Promise<boolean> {
    await super.canActivate(context);
    const request = context.switchToHttp().getRequest<FastifyRequest & { user: Principal }>();
    if (needsLiveSession(request) && !(await this.sessions.isAlive(request.user.sessionId))) throw new SessionEndedError();
    return true;
  }

  override handleRequest<Found>(error: Error | null, found: Found | false): Found {
    if (error) throw error;
    if (found === false) throw new NotSignedInError();
    return found;
  }
}

function needsLiveSession({ method, url }: FastifyRequest): boolean {
  return (method !== 'GET' && method !== 'HEAD') || url.startsWith('/api/v1/account');
}
