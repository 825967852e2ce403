import { Injectable } from '@nestjs/common';
import { DerivedKeys, sameBytes } from '@app/platform';

const PREFIX = 'chr_';
const MAC_BYTES = 32;
const LENGTH = 16 + 4 + MAC_BYTES;

/** What a genuine refresh token says: the session it belongs to, and its place in the row of tokens. */
export interface RefreshClaim {
  readonly sessionId: string;
  readonly generation: number;
}

/**
 * Refresh tokens are derived, not stored: session, generation and a code over both. So the successor of a token is
 * the same for everybody who asks for it, and a dump of the database holds nothing that could be used.
 */
@Injectable()
export class RefreshTokens {
  constructor(private readonly keys: DerivedKeys) {}

  /** The token of a session's generation. */
  of({ sessionId, generation }: RefreshClaim): string {
    const body = Buffer.alloc(LENGTH);
    body.write(sessionId.replaceAll('-', ''), 0, 'hex');
    body.writeUInt32BE(generation, 16);
    this.mac(sessionId, generation).copy(body, 20);
    return PREFIX + body.toString('base64url');
  }

  /** What a token says, or null when it is not one of ours. */
  read(token: string): RefreshClaim | null {
    if (!token.startsWith(PREFIX)) return null;
    const body = Buffer.from(token.slice(PREFIX.length), 'base64url');
    if (body.length !== LENGTH) return null;
    const sessionId = body.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    const generation = body.readUInt32BE(16);
    return sameBytes(this.mac(sessionId, generation), body.subarray(20)) ? { sessionId, generation } : null;
  }

  private mac(sessionId: string, generation: number): Buffer {
    return this.keys.mac('refresh-token', sessionId, String(generation));
  }
}
