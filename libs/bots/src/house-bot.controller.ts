import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { AdminOnly, CurrentAccount, type Principal } from '@app/auth';
import { HouseBotService } from './house-bot.service';

@ApiTags('admin')
@ApiBearerAuth()
@AdminOnly()
@Controller('admin/house-bot')
export class HouseBotController {
  constructor(private readonly house: HouseBotService) {}

  /** Gives Telegram another address and another secret for the webhook of the house bot. Those before stay good until the next time, so that no update is lost. */
  @Post('webhook-secret')
  @HttpCode(204)
  async renewWebhookSecret(@CurrentAccount() account: Principal): Promise<void> {
    await this.house.renewWebhookSecret(account);
  }
}
