import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  UseGuards,
  type StreamableFile,
} from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentSender, SenderGuard, type Sender } from '@app/bot-tokens';
import { ApiListing, IdPipe, listing, Public, type Page } from '@app/platform';
import { ApiIdempotencyKey } from './idempotency-key.decorator';
import { messageListOf } from './message-list';
import { AcceptedMessageView, MessagePage, MessageStoryView, MessageView } from './message-views.dto';
import { MessagesQuery, RescheduleDto, SendMessageDto } from './messages.dto';
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
  @ApiIdempotencyKey()
  @Post()
  @HttpCode(202)
  async send(
    @CurrentSender() sender: Sender,
    @Body() body: SendMessageDto,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<AcceptedMessageView> {
    return AcceptedMessageView.of(await this.messages.send(sender, body, key));
  }

  /** Your messages, newest first; with a bot token those that were sent with it. */
  @ApiListing(MessagePage)
  @Get()
  async list(@CurrentSender() sender: Sender, @Query() query: MessagesQuery): Promise<Page<MessageView> | StreamableFile> {
    return await listing(query, messageListOf(this.messages, sender, query));
  }

  /** One message with everything that was tried. */
  @Get(':id')
  async get(@CurrentSender() sender: Sender, @Param('id', IdPipe) id: string): Promise<MessageStoryView> {
    return MessageStoryView.ofStory(await this.messages.storyOf(sender, id));
  }

  /** Gives a message that waits for its `sendAt` another one; its `expiresAt` moves with it. */
  @Patch(':id')
  async reschedule(
    @CurrentSender() sender: Sender,
    @Param('id', IdPipe) id: string,
    @Body() { sendAt }: RescheduleDto,
  ): Promise<MessageStoryView> {
    return MessageStoryView.ofStory(await this.messages.reschedule(sender, id, sendAt));
  }

  /** Takes back a message that is still queued. */
  @Delete(':id')
  @HttpCode(204)
  async cancel(@CurrentSender() sender: Sender, @Param('id', IdPipe) id: string): Promise<void> {
    await this.messages.cancel(sender, id);
  }
}
