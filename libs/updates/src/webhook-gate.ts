import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { WebhookSecrets } from '@app/bots';
import { WebhookSecretWrongError } from './updates.errors';

const HEADER = 'x-telegram-bot-api-secret-token';

/** Marks the route of webhooks: the gate stands before it, however its address is written. */
export const BehindWebhookGate = (): MethodDecorator => RouteConfig({ behindWebhookGate: true });

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

  /** Whether a request may pass: its route is not behind this gate, or it brings the secret of the webhook that the router has read. */
  private admits({ routeOptions, params, headers }: FastifyRequest): boolean {
    const { behindWebhookGate } = routeOptions.config as { behindWebhookGate?: boolean };
    if (behindWebhookGate !== true) return true;
    const { botKey } = params as { botKey?: unknown };
    const secret = headers[HEADER];
    return typeof botKey === 'string' && typeof secret === 'string' && this.secrets.read(botKey, secret) !== null;
  }
}
