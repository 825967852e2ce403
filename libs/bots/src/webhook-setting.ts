import { Injectable, Logger } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { HttpConfig } from '@app/platform';
import { TelegramConfig, type WebhookOptions } from '@app/telegram';
import { ALLOWED_UPDATES } from './allowed-updates';
import type { Bot, BotMode } from './bot.entity';
import { WebhookConfig } from './bots.config';
import { NoPublicUrlError, PlainHttpError } from './bots.errors';
import { WebhookSecrets } from './webhook-secrets';

/** What a bot's webhook should be, and a digest of it: Telegram tells the address, but never the secret. */
export interface WebhookTarget {
  readonly options: WebhookOptions;
  /** A certificate that no authority has signed, in PEM. */
  readonly certificate?: string;
  readonly digest: string;
}

/** The ports to which Telegram delivers (core.telegram.org/bots/api#setwebhook); an URL does not name the usual one. */
const PORTS = new Set(['', '80', '88', '8443']);

/** Knows how Telegram should reach us. */
@Injectable()
export class WebhookSetting {
  private readonly log = new Logger(WebhookSetting.name);

  constructor(
    private readonly http: HttpConfig,
    private readonly telegram: TelegramConfig,
    private readonly secrets: WebhookSecrets,
    private readonly config: WebhookConfig,
  ) {}

  /** How updates come to a bot of which this is wanted: without a public address we have to ask for them. */
  modeFor(wanted: BotMode | null): BotMode {
    return wanted === 'polling' || this.http.publicUrl === undefined ? 'polling' : 'webhook';
  }

  /** @throws NoPublicUrlError */
  ensurePossible(wanted: BotMode | null | undefined): void {
    if (wanted === 'webhook' && this.modeFor(wanted) !== wanted) throw new NoPublicUrlError();
  }

  /** Null of a bot for whose updates we ask ourselves, and of one that is switched off. */
  targetOf({ webhookKey, webhookGeneration, wantedMode, active }: Bot): WebhookTarget | null {
    const { publicUrl } = this.http;
    const { certificate, ipAddress } = this.config;
    if (publicUrl === undefined || this.modeFor(wantedMode) === 'polling' || !active) return null;
    const claim = { webhookKey, generation: webhookGeneration };
    const options = {
      url: `${publicUrl}/telegram/webhook/${this.secrets.nameOf(claim)}`,
      secret_token: this.secrets.of(claim),
      allowed_updates: ALLOWED_UPDATES,
      ...(ipAddress !== undefined && { ip_address: ipAddress }),
    };
    // What has no certificate keeps the digest that it had before there could be one.
    const all = certificate === undefined ? options : { ...options, certificate };
    return { options, certificate, digest: createHash('sha256').update(JSON.stringify(all)).digest('base64url') };
  }

  /**
   * Telegram itself delivers by https only, the sandbox and local servers by http too. It delivers to few ports: of another one
   * the log warns, since a proxy may still be put before it. @throws PlainHttpError
   */
  ensureDeliverable(): void {
    const { publicUrl } = this.http;
    if (publicUrl === undefined || !this.telegram.isTelegrams) return;
    if (publicUrl.startsWith('http:')) throw new PlainHttpError();
    const { port } = new URL(publicUrl);
    if (!PORTS.has(port)) {
      this.log.warn(
        `PUBLIC_URL has the port ${port}. Telegram delivers to the ports 443, 80, 88 and 8443 only: use one of them.`,
      );
    }
  }
}
