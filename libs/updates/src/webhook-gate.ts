import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { WebhookSecrets } from '@app/bots';
import { WebhookSecretWrongError } from './updates.errors';

const PREFIX = '/telegram/webhook/';
const HEADER = 'x-telegram-bot-api-secret-token';

/** Turns away whoever does not know the secret of a webhook, before a byte of the body is read. */
@Injectable()
export class WebhookGate implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly secrets: WebhookSecrets,
  ) {}

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onRequest', (request, _reply, done) => {
      done(this.admits(request) ? undefined : new WebhookSecretWrongError());
    });
  }

  /** Whether a request may pass: it is not for a webhook, or it brings a genuine secret of that webhook. */
  private admits({ url, headers }: FastifyRequest): boolean {
    if (!url.startsWith(PREFIX)) return true;
    const key = url.slice(PREFIX.length).split(/[?/]/, 1)[0] ?? '';
    const secret = headers[HEADER];
    return typeof secret === 'string' && this.secrets.generationOf(key, secret) !== null;
  }
}
