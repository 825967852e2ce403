import { Body, Controller, Headers, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentSender, SenderGuard, type Sender } from '@app/bot-tokens';
import { IdPipe, Public } from '@app/platform';
import { ActsService } from './acts.service';
import { ApiIdempotencyKey } from './idempotency-key.decorator';
import { AcceptedMessageView } from './message-views.dto';
import { EditMessageDto, PinMessageDto } from './messages.dto';

/** What can be done with a message after it was accepted. Each act is accepted, sent and looked up like a message. */
@ApiTags('messages')
@ApiBearerAuth()
@Public()
@UseGuards(SenderGuard)
@Controller('messages/:id')
export class ActsController {
  constructor(private readonly acts: ActsService) {}

  /** Puts another text, caption or keyboard in the place of the one that was sent. */
  @ApiIdempotencyKey()
  @Post('edit')
  @HttpCode(202)
  async edit(
    @CurrentSender() sender: Sender,
    @Param('id', IdPipe) id: string,
    @Body() body: EditMessageDto,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<AcceptedMessageView> {
    return AcceptedMessageView.of(await this.acts.edit(sender, id, body, key));
  }

  /** Deletes on Telegram what was sent; Telegram allows it for 48 hours. The message stays in your history. */
  @ApiIdempotencyKey()
  @Post('delete')
  @HttpCode(202)
  async delete(
    @CurrentSender() sender: Sender,
    @Param('id', IdPipe) id: string,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<AcceptedMessageView> {
    return AcceptedMessageView.of(await this.acts.delete(sender, id, key));
  }

  /** Pins what was sent. In groups and channels the bot needs the right to. */
  @ApiIdempotencyKey()
  @Post('pin')
  @HttpCode(202)
  async pin(
    @CurrentSender() sender: Sender,
    @Param('id', IdPipe) id: string,
    @Body() { silent }: PinMessageDto,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<AcceptedMessageView> {
    return AcceptedMessageView.of(await this.acts.pin(sender, id, silent ?? false, key));
  }

  /** Takes the pin away. */
  @ApiIdempotencyKey()
  @Post('unpin')
  @HttpCode(202)
  async unpin(
    @CurrentSender() sender: Sender,
    @Param('id', IdPipe) id: string,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<AcceptedMessageView> {
    return AcceptedMessageView.of(await this.acts.unpin(sender, id, key));
  }

  /** Sends once more, as a new message, what failed, expired, was cancelled, or may not have arrived. */
  @ApiIdempotencyKey()
  @Post('resend')
  @HttpCode(202)
  async resend(
    @CurrentSender() sender: Sender,
    @Param('id', IdPipe) id: string,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<AcceptedMessageView> {
    return AcceptedMessageView.of(await this.acts.resend(sender, id, key));
  }
}
