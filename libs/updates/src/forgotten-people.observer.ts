import { Injectable } from '@nestjs/common';
import { RunningBots } from '@app/bots';
import { actorOf, commandIn } from '@app/telegram';
import { ForgettingService } from './forgetting.service';
import type { Incoming, UpdateObserver } from './update-observer';

/** Who was forgotten and writes `/start` wants to be known again. It stands before those who learn of people. */
@Injectable()
export class ForgottenPeopleObserver implements UpdateObserver {
  constructor(
    private readonly forgetting: ForgettingService,
    private readonly bots: RunningBots,
  ) {}

  async observe({ botId, update }: Incoming): Promise<void> {
    const command = commandIn(update);
    const actor = actorOf(update);
    if (command?.name !== 'start' || !actor) return;
    const username = (await this.bots.find(botId))?.username?.toLowerCase();
    if (command.to === undefined || command.to === username) await this.forgetting.welcomeBack({ botId, telegramId: actor.id });
  }
}
