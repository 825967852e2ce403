import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DerivedKeys, HttpConfig } from '@app/platform';
import { SignedTokens } from './signed-tokens';

/** As long as any session lasts; when this one ends within that is for the server to say. */
const LONGEST_SECONDS = 90 * 24 * 3_600;

/**
 * The cookie by which the web cabinet stays signed in: out of reach of scripts, and never sent by what other sites
 * embed. Over https it is bound to this very host (`__Host-`, RFC 6265bis 4.1.3.2).
 */
@Injectable()
export class SessionCookie {
  private readonly tokens: SignedTokens;
  private readonly name: string;
  private readonly secure: boolean;

  constructor(keys: DerivedKeys, http: HttpConfig) {
    this.tokens = new SignedTokens(keys, { prefix: 'chc_', purpose: 'session-cookie' });
    this.secure = http.publicUrl?.startsWith('https:') ?? false;
    this.name = this.secure ? '__Host-chappe_session' : 'chappe_session';
  }

  /** Whether a request brings the cookie, genuine or not. */
  isIn({ cookies }: FastifyRequest): boolean {
    return cookies[this.name] !== undefined;
  }

  /** The session of a request's cookie; null without a genuine one. Whether the session lives is another question. */
  read({ cookies }: FastifyRequest): string | null {
    const claim = this.tokens.read(cookies[this.name] ?? '');
    return claim?.proves() === true ? claim.id : null;
  }

  /** Gives a session to the browser. */
  set(reply: FastifyReply, sessionId: string): void {
    void reply.setCookie(this.name, this.tokens.write({ id: sessionId, number: 0 }), {
      path: '/',
      httpOnly: true,
      secure: this.secure,
      sameSite: 'lax',
      maxAge: LONGEST_SECONDS,
    });
  }

  /** Takes it back. */
  clear(reply: FastifyReply): void {
    void reply.clearCookie(this.name, { path: '/', httpOnly: true, secure: this.secure, sameSite: 'lax' });
  }
}
