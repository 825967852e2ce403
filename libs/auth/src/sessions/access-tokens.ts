import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { newId } from '@app/platform';
import type { Principal } from './principal';

export const ACCESS_TOKEN_SECONDS = 30 * 60;

/** What an access token must say about itself, so that no other token of this house passes for one. */
export const ACCESS_TOKEN_RULES = { issuer: 'chappe', audience: 'chappe-api', algorithm: 'HS256' } as const;

/** What stands in an access token. */
export interface AccessClaims {
  readonly sub: string;
  readonly sid: string;
  readonly role: Principal['role'];
  /** What kind of token it is; only `access` is one. */
  readonly typ: string;
}

/** Short-lived tokens that are checked without asking the database. */
@Injectable()
export class AccessTokens {
  constructor(private readonly jwt: JwtService) {}

  /** A new token, different from all others, also from one that was made in the same second. */
  async issue({ id, sessionId, role }: Principal): Promise<string> {
    const claims: AccessClaims = { sub: id, sid: sessionId, role, typ: 'access' };
    return await this.jwt.signAsync({ ...claims }, { jwtid: newId() });
  }

  /** Who the token was made for, or null when it is not valid (any more). */
  async read(token: string): Promise<Principal | null> {
    const claims = await this.jwt.verifyAsync<AccessClaims>(token).catch(() => null);
    return claims?.typ === 'access' ? principalOf(claims) : null;
  }
}

export function principalOf({ sub, sid, role }: AccessClaims): Principal {
  return { id: sub, sessionId: sid, role };
}
