import { Controller, Headers, HttpCode, Param, Post, Req, type RawBodyRequest } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '@app/platform';
import { BehindWebhookGate } from './webhook-gate';
import { WebhookService } from './webhook.service';

/** Where Telegram delivers updates. */
@ApiExcludeController()
@Public()
@Controller('telegram/webhook')
export class WebhookController {
  constructor(private readonly webhook: WebhookService) {}

  /** Answers 200 when the update is stored. Anything else makes Telegram deliver it again. */
  @BehindWebhookGate()
  @Post(':botKey')
  @HttpCode(200)
  async receive(
    @Param('botKey') botKey: string,
    @Headers('x-telegram-bot-api-secret-token') secret: string | undefined,
    @Req() { body, rawBody }: RawBodyRequest<FastifyRequest>,
  ): Promise<void> {
    await this.webhook.receive({ botKey, secret }, body, rawBody?.toString('utf8') ?? '');
  }
}
