import { Injectable } from '@nestjs/common';
import { chatOf, momentOf, movesIn } from '@app/telegram';
import type { Incoming, UpdateObserver } from '@app/updates';
import { MembershipsService } from './memberships.service';

/** Who is in a chat is learned from whatever happens in it. Needs the people and the chat of the update to be known. */
@Injectable()
export class MembershipsObserver implements UpdateObserver {
  constructor(private readonly memberships: MembershipsService) {}

  async observe({ botId, update }: Incoming): Promise<void> {
    const chat = chatOf(update);
    if (!chat) return;
    const when = { at: momentOf(update), updateId: update.update_id };
    await this.memberships.record({ botId, chatTelegramId: chat.id }, movesIn(update), when);
  }
}
