import { toString } from 'qrcode';
import type { DerivedKeys } from '@app/platform';

/** 128 bits; Telegram takes up to 64 of `A-Za-z0-9_-` (core.telegram.org/bots/features#deep-linking). */
const BYTES = 16;
const SHAPE = /^[\w-]{22}$/;

/** What the link of a pairing carries. It is derived, so that it can be shown again and is nowhere kept. */
export function payloadOf(keys: DerivedKeys, pairingId: string): string {
  return keys.mac('pairing-link', pairingId).subarray(0, BYTES).toString('base64url');
}

/** Whether it may be the payload of a pairing: other links to a bot are somebody else's business. */
export function looksLikePairing(payload: string): boolean {
  return SHAPE.test(payload);
}

/** By which a payload is found. */
export function macOf(keys: DerivedKeys, payload: string): Buffer {
  return keys.mac('pairing-link-digest', payload);
}

/** Where a private chat with the bot begins, and where the bot is brought into a group. */
export interface PairingLinks {
  readonly link: string;
  readonly groupLink: string;
}

export function linksTo(username: string, payload: string): PairingLinks {
  const bot = `https://t.me/${username}`;
  return { link: `${bot}?start=${payload}`, groupLink: `${bot}?startgroup=${payload}` };
}

/** The link as an image that a phone can read: SVG. */
export async function qrOf(link: string): Promise<string> {
  return await toString(link, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
}
