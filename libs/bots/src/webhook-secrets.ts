import { Injectable } from '@nestjs/common';
import { DerivedKeys, sameBytes } from '@app/platform';

const SHAPE = /^g(\d{1,6})-([\w-]{43})$/;

/**
 * Secrets of webhooks, derived from the bot's key and a generation that the secret itself names. So whether a
 * request comes from Telegram is known without asking the database: while that is away the answer is 503, never 401.
 */
@Injectable()
export class WebhookSecrets {
  constructor(private readonly keys: DerivedKeys) {}

  /** The secret to give to Telegram (core.telegram.org/bots/api#setwebhook: 1 to 256 of `A-Za-z0-9_-`). */
  of(webhookKey: string, generation: number): string {
    return `g${String(generation)}-${this.mac(webhookKey, generation).toString('base64url')}`;
  }

  /** The generation of a genuine secret for this key, or null. It takes the same time wherever the secret is wrong. */
  generationOf(webhookKey: string, secret: string): number | null {
    const [, digits, mac] = SHAPE.exec(secret) ?? [];
    const generation = Number(digits ?? 0);
    const genuine = sameBytes(this.mac(webhookKey, generation), Buffer.from(mac ?? '', 'base64url'));
    return genuine ? generation : null;
  }

  private mac(webhookKey: string, generation: number): Buffer {
    return this.keys.mac('webhook-secret', webhookKey, String(generation));
  }
}
