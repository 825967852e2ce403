import { Controller, Headers, HttpCode, Param, Post, Req, type RawBodyRequest } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { BodyLimit, Public } from '@app/platform';
import { BehindWebhookGate } from './webhook-gate';
import { WebhookService } from './webhook.service';

/**
 * In bytes. Telegram queues updates of up to 524,288 bytes (tdlib/td, tddb/td/db/TQueue.cpp), and a rich message that answers a
 * rich message comes near. What is refused comes again for a day, and the chat's later messages wait behind it.
 */
const LARGEST_UPDATE = 1024 * 1024;

/** Where Telegram delivers updates. */
@ApiExcludeController()
@Public()
@Controller('telegram/webhook')
export class WebhookController {
  constructor(private readonly webhook: WebhookService) {}

  /** Answers 200 when the update is stored. Anything else makes Telegram deliver it again. */
  @BodyLimit(LARGEST_UPDATE)
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
