import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { admit, PUBLIC } from '@app/platform';
import { ADMIN_ONLY } from './admin-only.decorator';
import { AdminOnlyError, NotSignedInError, SessionEndedError, WrongKindOfTokenError } from '../auth.errors';
import type { Principal } from './principal';
import { SessionCookie } from './session-cookie';
import { SessionsService } from './sessions.service';

/** A bot token by its looks. It opens nothing here, genuine or not. */
const BOT_TOKEN = /^Bearer\s+chp_/i;

type SignedInRequest = FastifyRequest & { user: Principal };

/**
 * Closes every route to those who are not signed in, unless it is marked `@Public()`. Every request asks whether its session still
 * lives and which role it has now: one look-up by the primary key, never remembered.
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
   * @throws NotSignedInError without a valid access token or cookie; WrongKindOfTokenError for a bot token; SessionEndedError when its
   * session has ended; AdminOnlyError
   */
  async requireAccount(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const sessionId = request.headers.authorization === undefined ? this.cookie.read(request) : null;
    if (BOT_TOKEN.test(request.headers.authorization ?? '')) throw new WrongKindOfTokenError();
    if (sessionId === null) await super.canActivate(context);
    await admit(request, async () => {
      request.user = await this.liveUser(sessionId ?? request.user.sessionId, { extend: sessionId !== null });
    });
    if (request.user.role !== 'admin' && this.isMarked(ADMIN_ONLY, context)) throw new AdminOnlyError();
    return true;
  }

  override handleRequest<Found>(error: Error | null, found: Found | false): Found {
    if (error) throw error;
    if (found === false) throw new NotSignedInError();
    return found;
  }

  private async liveUser(sessionId: string, options: { readonly extend: boolean }): Promise<Principal> {
    const session = await this.sessions.use(sessionId, options);
    if (!session) throw new SessionEndedError();
    return { id: session.accountId, sessionId, role: session.role };
  }

  private isMarked(mark: symbol, context: ExecutionContext): boolean {
    return this.reflector.getAllAndOverride<boolean | undefined>(mark, [context.getHandler(), context.getClass()]) === true;
  }
}
