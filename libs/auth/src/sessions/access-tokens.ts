import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { newId } from '@app/platform';
import type { Principal } from './principal';

export const ACCESS_TOKEN_SECONDS = 30 * 60;

/** How far the clocks of two processes may be apart. */
const CLOCK_SKEW_SECONDS = 60;

/** What an access token must say about itself, so that no other token of this house passes for one. */
export const ACCESS_TOKEN_RULES = { issuer: 'chappe', audience: 'chappe-api', algorithm: 'HS256' } as const;

/** What stands in an access token. */
export interface AccessClaims {
  readonly sub: string;
  readonly sid: string;
  readonly role: Principal['role'];
  /** What kind of token it is; only `access` is one. */
  readonly typ: string;
  /** When it was made and when it ends, in seconds since 1970. */
  readonly iat: number;
  readonly exp: number;
}

/** Short-lived tokens that are checked without asking the database. */
@Injectable()
export class AccessTokens {
  constructor(private readonly jwt: JwtService) {}

  /** A new token, different from all others, also from one that was made in the same second. */
  async issue({ id, sessionId, role }: Principal): Promise<string> {
    const claims: Omit<AccessClaims, 'iat' | 'exp'> = { sub: id, sid: sessionId, role, typ: 'access' };
    return await this.jwt.signAsync({ ...claims }, { jwtid: newId() });
  }

  /** Who the token was made for, or null when it is not valid (any more). */
  async read(token: string): Promise<Principal | null> {
    const claims = await this.jwt.verifyAsync<AccessClaims>(token).catch(() => null);
    return claims === null ? null : principalOf(claims, token);
  }
}

/**
 * Whom an access token speaks of whose signature is right, or null when it is not one of ours all the same: it must say when it was made
 * and when it ends, within the half hour that all of them last, and have no header that we never write (RFC 7515, 4.1.11: `crit`).
 */
export function principalOf({ sub, sid, role, typ, iat, exp }: AccessClaims, token: string): Principal | null {
  const lasts = exp - iat;
  const isTimely = lasts > 0 && lasts <= ACCESS_TOKEN_SECONDS && iat <= Date.now() / 1_000 + CLOCK_SKEW_SECONDS;
  return typ === 'access' && isTimely && hasPlainHeader(token) ? { id: sub, sessionId: sid, role } : null;
}

function hasPlainHeader(token: string): boolean {
  const header = JSON.parse(Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString()) as object;
  return Object.keys(header).every((name) => name === 'alg' || name === 'typ');
}
