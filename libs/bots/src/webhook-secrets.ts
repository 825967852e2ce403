import { Injectable } from '@nestjs/common';
import { DerivedKeys, sameBytes } from '@app/platform';

const SECRET_SHAPE = /^g([1-9]\d{0,5})-([\w-]{43})$/;
const NAME_SHAPE = /^([A-Za-z0-9]+)-([\w-]{16})$/;

/** 12 bytes cannot be guessed over a network, and keep the address short. */
const TAG_BYTES = 12;

/** What a genuine delivery says of itself. */
export interface WebhookClaim {
  readonly webhookKey: string;
  readonly generation: number;
}

/**
 * Addresses and secrets of webhooks, both derived from the bot's key and a generation that the secret itself names. So whether a
 * request comes from Telegram is known without asking the database: while that is away the answer is 503, never 401. Raising the
 * generation changes both.
 */
@Injectable()
export class WebhookSecrets {
  constructor(private readonly keys: DerivedKeys) {}

  /** The secret to give to Telegram (core.telegram.org/bots/api#setwebhook: 1 to 256 of `A-Za-z0-9_-`). */
  of({ webhookKey, generation }: WebhookClaim): string {
    return `g${String(generation)}-${this.mac('secret', { webhookKey, generation }).toString('base64url')}`;
  }

  /** The last part of the address to give to Telegram. */
  nameOf({ webhookKey, generation }: WebhookClaim): string {
    const tag = this.mac('name', { webhookKey, generation }).subarray(0, TAG_BYTES);
    return `${webhookKey}-${tag.toString('base64url')}`;
  }

  /** What a delivery to this address with this secret proves, or null: nothing. It takes the same time wherever the secret is wrong. */
  read(name: string, secret: string): WebhookClaim | null {
    const [, digits = '0', mac = ''] = SECRET_SHAPE.exec(secret) ?? [];
    const [, webhookKey = ''] = NAME_SHAPE.exec(name) ?? [];
    const claim = { webhookKey, generation: Number(digits) };
    const knowsSecret = sameBytes(this.mac('secret', claim), Buffer.from(mac, 'base64url'));
    return knowsSecret && sameBytes(Buffer.from(this.nameOf(claim)), Buffer.from(name)) ? claim : null;
  }

  private mac(part: 'secret' | 'name', { webhookKey, generation }: WebhookClaim): Buffer {
    return this.keys.mac(`webhook-${part}`, webhookKey, String(generation));
  }
}
