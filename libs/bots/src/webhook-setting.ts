import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { HttpConfig } from '@app/platform';
import { TelegramConfig, type WebhookOptions } from '@app/telegram';
import { ALLOWED_UPDATES } from './allowed-updates';
import type { Bot, BotMode } from './bot.entity';
import { NoPublicUrlError, PlainHttpError } from './bots.errors';
import { WebhookSecrets } from './webhook-secrets';

/** What a bot's webhook should be, and a digest of it: Telegram tells the address, but never the secret. */
export interface WebhookTarget {
  readonly options: WebhookOptions;
  readonly digest: string;
}

/** Knows how Telegram should reach us. */
@Injectable()
export class WebhookSetting {
  constructor(
    private readonly http: HttpConfig,
    private readonly telegram: TelegramConfig,
    private readonly secrets: WebhookSecrets,
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
    if (publicUrl === undefined || this.modeFor(wantedMode) === 'polling' || !active) return null;
    const claim = { webhookKey, generation: webhookGeneration };
    const options = {
      url: `${publicUrl}/telegram/webhook/${this.secrets.nameOf(claim)}`,
      secret_token: this.secrets.of(claim),
      allowed_updates: ALLOWED_UPDATES,
    };
    return { options, digest: createHash('sha256').update(JSON.stringify(options)).digest('base64url') };
  }

  /** @throws PlainHttpError: Telegram itself delivers by https only, the sandbox and local servers by http too. */
  ensureDeliverable(): void {
    const toTelegram = new URL(this.telegram.apiRoot).hostname === 'api.telegram.org';
    if (toTelegram && this.http.publicUrl?.startsWith('http:')) throw new PlainHttpError();
  }
}
