import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { PUBLIC } from '@app/platform';
import { ADMIN_ONLY } from './admin-only.decorator';
import { AdminOnlyError, NotSignedInError, SessionEndedError } from '../auth.errors';
import type { Principal } from './principal';
import { SessionCookie } from './session-cookie';
import { SessionsService } from './sessions.service';

type SignedInRequest = FastifyRequest & { user: Principal };

/**
 * Closes every route to those who are not signed in, unless it is marked `@Public()`. Reads trust a member's access token
 * for its half hour; writes, everything under `account`, and whatever an admin does ask whether the session still lives
 * and which role it has now. So does every request that comes with the cabinet's cookie.
 */
@Injectable()
export class AccountGuard extends AuthGuard('jwt') {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    // Handlers of bots run through Nest too; who may talk to a bot is not for us to say.
    if (context.getType() !== 'http' || this.isMarked(PUBLIC, context)) return true;
    return await this.requireAccount(context);
  }

  /**
   * @throws NotSignedInError without a valid access token or cookie; SessionEndedError when its session has ended;
   * AdminOnlyError
   */
  async requireAccount(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const sessionId = request.headers.authorization === undefined ? this.cookie.read(request) : null;
    if (sessionId !== null) request.user = await this.liveUser(sessionId, { extend: true });
    else await super.canActivate(context);
    if (sessionId === null && needsLiveSession(request)) request.user = await this.liveUser(request.user.sessionId);
    if (request.user.role !== 'admin' && this.isMarked(ADMIN_ONLY, context)) throw new AdminOnlyError();
    return true;
  }

  override handleRequest<Found>(error: Error | null, found: Found | false): Found {
    if (error) throw error;
    if (found === false) throw new NotSignedInError();
    return found;
  }

  private async liveUser(sessionId: string, options = { extend: false }): Promise<Principal> {
    const session = await this.sessions.use(sessionId, options);
    if (!session) throw new SessionEndedError();
    return { id: session.accountId, sessionId, role: session.role };
  }

  private isMarked(mark: symbol, context: ExecutionContext): boolean {
    return this.reflector.getAllAndOverride<boolean | undefined>(mark, [context.getHandler(), context.getClass()]) === true;
  }
}

/** The route is asked, not the address: one route can be written in many ways (`%61ccount`). */
function needsLiveSession({ method, routeOptions, user }: SignedInRequest): boolean {
  const { url = '' } = routeOptions;
  return (method !== 'GET' && method !== 'HEAD') || url.startsWith('/api/v1/account') || user.role === 'admin';
}
