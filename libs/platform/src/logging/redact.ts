const HIDDEN = '[hidden]';

/** Names of fields whose values are secret, wherever they stand in a line of JSON. */
const SECRET_KEYS =
  'password|currentPassword|passwd|secret|token|accessToken|refreshToken|botToken|authorization|cookie|set-cookie|codeHash|pairingCode|jwtSecret|encryptionKeys|x-telegram-bot-api-secret-token|smtpUrl|databaseUrl|redisUrl';

const SECRET_FIELD = new RegExp(`("(?:${SECRET_KEYS})":)("(?:[^"\\\\]|\\\\.)*"|\\[[^\\][]*\\])`, 'gi');

/**
 * Secrets that are known by their looks, wherever they stand. No pattern may begin at many places and run on from each of them: a line of
 * 250 kB took 11 s when two of them did.
 */
const SECRET_SHAPES: readonly [RegExp, string][] = [
  // BotFather tokens: they are part of every Bot API URL, and of some errors of HTTP clients.
  [/(?<!\d)\d{5,20}:[A-Za-z0-9_-]{30,50}/g, HIDDEN],
  // Send keys, refresh tokens, cookies and links of our own.
  [/\bch[a-z]_[A-Za-z0-9_-]{20,}/g, HIDDEN],
  [/(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/g, HIDDEN],
  [/\bBearer\s+[^\s"\\]+/gi, `Bearer ${HIDDEN}`],
  // The password in an address.
  [/(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@"]{0,200}):[^\s@"/]{1,500}@/gi, `$1:${HIDDEN}@`],
];

/** A text without the secrets in it: fields by their names (in JSON), and what is known by its looks. */
export function redact(text: string): string {
  const named = text.replace(SECRET_FIELD, `$1"${HIDDEN}"`);
  return SECRET_SHAPES.reduce((rest, [shape, instead]) => rest.replace(shape, instead), named);
}
