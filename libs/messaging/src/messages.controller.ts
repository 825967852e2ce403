import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiTags } from '@nestjs/swagger';
import { CurrentSender, SenderGuard, type Sender } from '@app/bot-tokens';
import { IdPipe, pageOf, PageQuery, Public } from '@app/platform';
import { AcceptedMessageView, MessagePage, MessageView, MessageWithAttemptsView, SendMessageDto } from './messages.dto';
import { MessagesService } from './messages.service';

/** Open to access tokens and to bot tokens: its own guard closes it. */
@ApiTags('messages')
@ApiBearerAuth()
@Public()
@UseGuards(SenderGuard)
@Controller('messages')
export class MessagesController {
  constructor(private readonly messages: MessagesService) {}

  /**
   * Accepts a message. 202 means that it is stored and will come to an end that you can look up, whatever crashes.
   * Send an `Idempotency-Key` to be able to repeat the request safely for 48 hours.
   */
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: '1 to 255 visible ASCII characters, a new one for each message',
  })
  @Post()
  @HttpCode(202)
  async send(
    @CurrentSender() sender: Sender,
    @Body() body: SendMessageDto,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<AcceptedMessageView> {
    return AcceptedMessageView.of(await this.messages.accept(sender, body, key));
  }

  /** Your messages, newest first; with a bot token those that were sent with it. */
  @Get()
  async list(@CurrentSender() sender: Sender, @Query() { limit, after }: PageQuery): Promise<MessagePage> {
    return pageOf(await this.messages.list(sender, limit, after), limit, (message) => MessageView.of(message));
  }

  /** One message with everything that was tried. */
  @Get(':id')
  async get(@CurrentSender() sender: Sender, @Param('id', IdPipe) id: string): Promise<MessageWithAttemptsView> {
    const { message, attempts } = await this.messages.get(sender, id);
    return MessageWithAttemptsView.withAttempts(message, attempts);
  }

  /** Takes back a message that is still queued. */
  @Delete(':id')
  @HttpCode(204)
  async cancel(@CurrentSender() sender: Sender, @Param('id', IdPipe) id: string): Promise<void> {
    await this.messages.cancel(sender, id);
  }
}
