import { Injectable } from '@nestjs/common';
import { DerivedKeys } from '@app/platform';
import { SignedTokens } from './signed-tokens';

/** What a genuine refresh token says: the session it belongs to, and its place in the row of tokens. */
export interface RefreshClaim {
  readonly sessionId: string;
  readonly generation: number;
}

/** Refresh tokens. They are derived, so the successor of a token is the same for everybody who asks for it. */
@Injectable()
export class RefreshTokens {
  private readonly tokens: SignedTokens;

  constructor(keys: DerivedKeys) {
    this.tokens = new SignedTokens(keys, { prefix: 'chr_', purpose: 'refresh-token' });
  }

  /** The token of a session's generation. */
  of({ sessionId, generation }: RefreshClaim): string {
    return this.tokens.write({ id: sessionId, number: generation });
  }

  /** What a token says, or null when it is not one of ours. */
  read(token: string): RefreshClaim | null {
    const claim = this.tokens.read(token);
    return claim?.proves() === true ? { sessionId: claim.id, generation: claim.number } : null;
  }
}
