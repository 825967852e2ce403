import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentAccount, type Principal } from '@app/auth';
import { StatisticsView } from './statistics.dto';
import { StatisticsService } from './statistics.service';

@ApiTags('stats')
@ApiBearerAuth()
@Controller('stats')
export class StatisticsController {
  constructor(private readonly statistics: StatisticsService) {}

  /** How many people your bots met, and of which chats and memberships they know. An admin sees the figures of all. */
  @Get()
  async get(@CurrentAccount() account: Principal): Promise<StatisticsView> {
    return StatisticsView.of(await this.statistics.of(account));
  }
}
