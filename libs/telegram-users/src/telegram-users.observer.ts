import { Injectable } from '@nestjs/common';
import { momentOf, peopleIn } from '@app/telegram';
import type { Incoming, UpdateObserver } from '@app/updates';
import { TelegramUsersService } from './telegram-users.service';

/** Whoever a bot sees is remembered: who acts, who comes and goes, and of whom it is told. */
@Injectable()
export class TelegramUsersObserver implements UpdateObserver {
  constructor(private readonly people: TelegramUsersService) {}

  async observe({ botId, update }: Incoming): Promise<void> {
    await this.people.recordMeetings(botId, peopleIn(update), { at: momentOf(update), updateId: update.update_id });
  }
}
