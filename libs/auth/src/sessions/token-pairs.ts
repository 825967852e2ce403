import { Injectable } from '@nestjs/common';
import { ACCESS_TOKEN_SECONDS, AccessTokens } from './access-tokens';
import type { Role } from '../accounts/account.entity';
import { AccountsRepository } from '../accounts/accounts.repository';
import { NotSignedInError, RefreshTokenRefusedError } from '../auth.errors';
import type { Principal } from './principal';
import { RefreshTokens } from './refresh-token';
import { SessionsService } from './sessions.service';
import type { SignedIn } from './sign-in.service';

/** What a client signs its requests with, and what it gets the next pair for. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds for which the access token is valid. */
  readonly expiresIn: number;
}

/** Makes the tokens of sessions, and carries them on. */
@Injectable()
export class TokenPairs {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsService,
    private readonly access: AccessTokens,
    private readonly refreshTokens: RefreshTokens,
  ) {}

  /** The first pair of a session that was just opened. */
  async first({ account, sessionId }: SignedIn): Promise<TokenPair> {
    return await this.pair(account, sessionId, 1);
  }

  /**
   * Trades a refresh token for the next pair. Within ten seconds the same token gets the same successor; later use
   * means that it was copied, and ends the session.
   *
   * @throws RefreshTokenRefusedError
   */
  async refresh(token: string): Promise<TokenPair> {
    const claim = this.refreshTokens.read(token);
    if (!claim) throw new RefreshTokenRefusedError();
    const rotation = await this.sessions.rotate(claim.sessionId, claim.generation);
    if (rotation.kind !== 'rotated') throw new RefreshTokenRefusedError();
    const account = await this.accounts.find(rotation.accountId);
    if (!account) throw new RefreshTokenRefusedError();
    return await this.pair(account, claim.sessionId, rotation.generation);
  }

  /**
   * Whom an access token was made for.
   *
   * @throws NotSignedInError when it is not valid, or its session has ended.
   */
  async verify(accessToken: string): Promise<Principal> {
    const principal = await this.access.read(accessToken);
    const session = principal && (await this.sessions.use(principal.sessionId));
    if (!principal || !session) throw new NotSignedInError('This access token is not valid.');
    return { ...principal, role: session.role };
  }

  private async pair({ id, role }: { id: string; role: Role }, sessionId: string, generation: number): Promise<TokenPair> {
    return {
      accessToken: await this.access.issue({ id, role, sessionId }),
      refreshToken: this.refreshTokens.of({ sessionId, generation }),
      expiresIn: ACCESS_TOKEN_SECONDS,
    };
  }
}
