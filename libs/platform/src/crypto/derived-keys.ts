import { Injectable } from '@nestjs/common';
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { CryptoConfig } from './crypto.config';

/**
 * Message authentication codes under keys derived from JWT_SECRET, one key per purpose, so that a code made for
 * one purpose never passes for another.
 */
@Injectable()
export class DerivedKeys {
  private readonly keys = new Map<string, Buffer>();

  constructor(private readonly config: CryptoConfig) {}

  /** HMAC-SHA-256 of the parts under the key of this purpose. The parts are joined so that no two lists collide. */
  mac(purpose: string, ...parts: readonly string[]): Buffer {
    const mac = createHmac('sha256', this.keyOf(purpose));
    for (const part of parts) mac.update(`${String(Buffer.byteLength(part))}:${part}`);
    return mac.digest();
  }

  private keyOf(purpose: string): Buffer {
    const known = this.keys.get(purpose);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', this.config.jwtSecret, '', `chappe/${purpose}`, 32));
    this.keys.set(purpose, key);
    return key;
  }
}

/** Compares two byte strings in a time that tells nothing about where they differ. */
export function sameBytes(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
