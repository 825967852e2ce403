import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost, type AbstractHttpAdapter } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpConfig, isFromOwnMachine } from '@app/platform';
import { CrossSiteError } from '../auth.errors';
import { SessionCookie } from './session-cookie';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** It hands out the cookie: nobody may be signed in as somebody else behind their back. */
const SIGN_IN_PATH = '/api/v1/auth/session';

/**
 * Turns away what another site makes a browser send with our cookie, before a byte of the body is read. Browsers say where
 * a request comes from (Sec-Fetch-Site, else Origin) and no page can make them lie; whoever says nothing is refused
 * too. Requests without the cookie, and those with an Authorization header, which no site can make a browser add, pass.
 */
@Injectable()
export class CrossSiteGate implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly cookie: SessionCookie,
    private readonly config: HttpConfig,
  ) {}

  onModuleInit(): void {
    // A worker has no routes.
    const adapter = this.host.httpAdapter as AbstractHttpAdapter | undefined;
    adapter?.getInstance<FastifyInstance>().addHook('onRequest', (request, _reply, done) => {
      done(this.admits(request) ? undefined : new CrossSiteError());
    });
  }

  private admits(request: FastifyRequest): boolean {
    const signsIn = request.method === 'POST' && request.routeOptions.url === SIGN_IN_PATH;
    const guarded = signsIn || (request.headers.authorization === undefined && this.cookie.isIn(request));
    return SAFE_METHODS.has(request.method) || !guarded || this.isSameOrigin(request);
  }

  private isSameOrigin(request: FastifyRequest): boolean {
    const { headers, host } = request;
    // On a machine of one's own a foreign name is one that was made to lead here (DNS rebinding).
    if (this.config.forOwnMachine && !isFromOwnMachine(request)) return false;
    const site = headers['sec-fetch-site'];
    if (site !== undefined) return site === 'same-origin';
    const { origin } = headers;
    if (origin === undefined || !URL.canParse(origin)) return false;
    const hosts = [host, ...(this.config.publicUrl === undefined ? [] : [new URL(this.config.publicUrl).host])];
    return hosts.includes(new URL(origin).host);
  }
}
