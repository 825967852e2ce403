import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { configSlice, setting, wholeNumber } from '@app/platform';
import { BOT_TOKEN_SHAPE } from '@app/telegram';

const WORDS = 'give the token as BotFather wrote it, like 123456789:AA…';

/** The house bot, and how many others an account may have. */
export class BotsConfig extends configSlice({
  houseToken: setting('BOT_TOKEN', z.string(WORDS).regex(BOT_TOKEN_SHAPE, WORDS)),
  mostPerAccount: setting('MAX_BOTS_PER_ACCOUNT', wholeNumber(0, 1_000).default(5)),
}) {}

const CERTIFICATE_WORDS = 'give the path of a file with the certificate in PEM, and nothing else in it: no private key';
const ADDRESS_WORDS = 'give the IPv4 address at which Telegram reaches you, like 203.0.113.7';

/** How Telegram recognises and finds an installation with a certificate of its own. One host serves all bots, so they share both. */
export class WebhookConfig extends configSlice({
  /** The certificate itself, in PEM. */
  certificate: setting('WEBHOOK_CERTIFICATE', z.string().transform(certificateIn).optional()),
  ipAddress: setting('WEBHOOK_IP_ADDRESS', z.ipv4(ADDRESS_WORDS).optional()),
}) {}

function certificateIn(path: string, context: z.RefinementCtx): string {
  try {
    const pem = readFileSync(path, 'utf8');
    if (pem.includes('PRIVATE KEY')) throw new Error('A private key must not leave this machine.');
    return new X509Certificate(pem).toString();
  } catch {
    context.addIssue({ code: 'custom', message: CERTIFICATE_WORDS });
    return z.NEVER;
  }
}
