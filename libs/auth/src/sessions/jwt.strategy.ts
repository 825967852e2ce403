import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { CryptoConfig } from '@app/platform';
import { ACCESS_TOKEN_RULES, principalOf, type AccessClaims } from './access-tokens';
import type { Principal } from './principal';

const fromHeader = ExtractJwt.fromAuthHeaderAsBearerToken() as (request: Pick<FastifyRequest, 'headers'>) => string | null;

/** Reads the access token of a request. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(config: CryptoConfig) {
    super({
      jwtFromRequest: fromHeader,
      secretOrKey: config.jwtSecret,
      issuer: ACCESS_TOKEN_RULES.issuer,
      audience: ACCESS_TOKEN_RULES.audience,
      algorithms: [ACCESS_TOKEN_RULES.algorithm],
      passReqToCallback: true,
    });
  }

  /** Passport calls it with claims whose signature and times are right. */
  validate(request: FastifyRequest, claims: AccessClaims): Principal | false {
    return principalOf(claims, fromHeader(request) ?? '') ?? false;
  }
}
