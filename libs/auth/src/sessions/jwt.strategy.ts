import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { CryptoConfig } from '@app/platform';
import { ACCESS_TOKEN_RULES, principalOf, type AccessClaims } from './access-tokens';
import type { Principal } from './principal';

/** Reads the access token of a request. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(config: CryptoConfig) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: config.jwtSecret,
      issuer: ACCESS_TOKEN_RULES.issuer,
      audience: ACCESS_TOKEN_RULES.audience,
      algorithms: [ACCESS_TOKEN_RULES.algorithm],
    });
  }

  /** Passport calls it with claims whose signature and times are right. */
  validate(claims: AccessClaims): Principal | false {
    return claims.typ === 'access' && principalOf(claims);
  }
}
