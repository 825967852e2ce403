import { z } from 'zod';
import { configSlice, setting } from '../config/config-slice';

const KEY_WORDS = 'give entries like k1:<base64 of 32 random bytes>, divided by commas; `openssl rand -base64 32` makes one';
const SECRET_WORDS = 'give at least 32 random characters; `openssl rand -base64 48` makes one';

/** Of 32 random characters hardly any are alike; `aaaa…` and `12341234…` are no secrets. */
const LEAST_VARIETY = 10;

export interface EncryptionKey {
  readonly id: string;
  readonly key: Buffer;
}

const encryptionKeys = z
  .string(KEY_WORDS)
  .transform((value, context): readonly [EncryptionKey, ...EncryptionKey[]] => {
    const [first, ...rest] = value.split(',').flatMap((entry) => parseKey(entry.trim(), context));
    return first ? [first, ...rest] : z.NEVER;
  })
  .refine((keys) => new Set(keys.map((key) => key.id)).size === keys.length, 'two keys have the same id');

/** The keys of this installation: one secret to sign and derive with, and keys that seal what is stored. */
export class CryptoConfig extends configSlice({
  jwtSecret: setting(
    'JWT_SECRET',
    z
      .string(SECRET_WORDS)
      .min(32, SECRET_WORDS)
      .refine((text) => new Set(text).size >= LEAST_VARIETY, SECRET_WORDS),
  ),
  encryptionKeys: setting('ENCRYPTION_KEYS', encryptionKeys),
}) {}

function parseKey(entry: string, context: z.RefinementCtx): EncryptionKey[] {
  const [, id, value] = /^([\w-]{1,16}):([A-Za-z0-9+/]{43}=)$/.exec(entry) ?? [];
  if (id !== undefined && value !== undefined) return [{ id, key: Buffer.from(value, 'base64') }];
  context.addIssue({ code: 'custom', message: KEY_WORDS });
  return [];
}
