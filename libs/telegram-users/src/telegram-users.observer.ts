import { Injectable } from '@nestjs/common';
import { actorOf } from '@app/telegram';
import type { Incoming, UpdateObserver } from '@app/updates';
import { TelegramUsersService } from './telegram-users.service';

/** Whoever does something that a bot sees is remembered. */
@Injectable()
export class TelegramUsersObserver implements UpdateObserver {
  constructor(private readonly people: TelegramUsersService) {}

  async observe({ botId, update }: Incoming): Promise<void> {
    const person = actorOf(update);
    if (person) await this.people.recordMeeting(botId, person);
  }
}
