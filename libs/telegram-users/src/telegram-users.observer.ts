import { Injectable } from '@nestjs/common';
import { anonymousIn, momentOf, openlyShownIn, peopleIn } from '@app/telegram';
import type { Incoming, UpdateObserver } from '@app/updates';
import { profileOf } from './profile';
import { TelegramUsersService } from './telegram-users.service';

/** Whoever a bot sees is remembered: who acts, who comes and goes, and of whom it is told. */
@Injectable()
export class TelegramUsersObserver implements UpdateObserver {
  constructor(private readonly people: TelegramUsersService) {}

  async observe({ botId, update, receivedAt }: Incoming): Promise<void> {
    const [open, anonymous] = [openlyShownIn(update), anonymousIn(update)];
    const people = peopleIn(update).map((user) => ({
      ...profileOf(user),
      open: open.has(user.id),
      anonymous: anonymous.has(user.id),
    }));
    // A pressed button does not tell the time, but shows the profile as it was when it came.
    await this.people.recordMeetings(botId, people, { at: momentOf(update) ?? receivedAt, updateId: update.update_id });
  }
}
