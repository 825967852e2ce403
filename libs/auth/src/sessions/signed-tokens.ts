import { sameBytes, type DerivedKeys } from '@app/platform';

const MAC_BYTES = 32;
const LENGTH = 16 + 4 + MAC_BYTES;

/** What a token says of itself: whose it is, and a number (a generation, or when it expires). */
export interface SignedClaim {
  readonly id: string;
  readonly number: number;
}

/** What stands in a token. Nothing of it counts before `proves` has said so. */
export interface UnprovenClaim extends SignedClaim {
  /** Whether the token is genuine, and was made while the state was what it is now. */
  proves(...state: readonly string[]): boolean;
}

/**
 * Tokens that are derived, not stored: an id, a number, and a code over both and over whatever must not have changed
 * since. A dump of the database holds nothing that could be used.
 */
export class SignedTokens {
  constructor(
    private readonly keys: DerivedKeys,
    private readonly kind: { readonly prefix: string; readonly purpose: string },
  ) {}

  /** The token for a claim, as long as the state stays as it is. */
  write(claim: SignedClaim, ...state: readonly string[]): string {
    const body = Buffer.alloc(LENGTH);
    body.write(claim.id.replaceAll('-', ''), 0, 'hex');
    body.writeUInt32BE(claim.number, 16);
    this.mac(claim, state).copy(body, 20);
    return this.kind.prefix + body.toString('base64url');
  }

  /** What a token says, or null when it cannot be one of these. */
  read(token: string): UnprovenClaim | null {
    if (!token.startsWith(this.kind.prefix)) return null;
    const text = token.slice(this.kind.prefix.length);
    const body = Buffer.from(text, 'base64url');
    // One token has one spelling: the decoder would pass over whatever is no base64url.
    if (body.length !== LENGTH || body.toString('base64url') !== text) return null;
    const id = body.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    const claim = { id, number: body.readUInt32BE(16) };
    return { ...claim, proves: (...state) => sameBytes(this.mac(claim, state), body.subarray(20)) };
  }

  private mac({ id, number }: SignedClaim, state: readonly string[]): Buffer {
    return this.keys.mac(this.kind.purpose, id, String(number), ...state);
  }
}
