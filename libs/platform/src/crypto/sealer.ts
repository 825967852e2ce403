import { Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { CryptoConfig } from './crypto.config';

/** Where a sealed value lives. It is authenticated with the value, so a value moved to another row cannot be opened. */
export interface SealedPlace {
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Thrown when a sealed value cannot be opened: another key, another row, or a changed value. */
export class SealBrokenError extends Error {
  constructor(place: SealedPlace) {
    super(`The value in ${place.table}.${place.column} cannot be opened. Is its key still in ENCRYPTION_KEYS?`);
  }
}

/**
 * AES-256-GCM for secrets at rest. The first key of ENCRYPTION_KEYS seals, every key opens; the key's id stands in
 * front of the sealed value (`k1:<base64>`), so keys can be changed one row at a time.
 */
@Injectable()
export class Sealer {
  constructor(private readonly config: CryptoConfig) {}

  /** Seals a text for one place. */
  seal(text: string, place: SealedPlace): string {
    const [first] = this.config.encryptionKeys;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', first.key, nonce).setAAD(nameOf(place));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${first.id}:${sealed.toString('base64')}`;
  }

  /**
   * Opens what `seal` made for the same place.
   *
   * @throws SealBrokenError when key, place or value do not fit.
   */
  open(sealed: string, place: SealedPlace): string {
    const [id, value = ''] = sealed.split(':', 2);
    const key = this.config.encryptionKeys.find((one) => one.id === id)?.key;
    const bytes = Buffer.from(value, 'base64');
    if (!key || bytes.length < NONCE_BYTES + TAG_BYTES) throw new SealBrokenError(place);
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES)).setAAD(nameOf(place));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
    } catch {
      throw new SealBrokenError(place);
    }
  }
}

function nameOf({ table, column, rowId }: SealedPlace): Buffer {
  return Buffer.from(`${table}\0${column}\0${rowId}`, 'utf8');
}
