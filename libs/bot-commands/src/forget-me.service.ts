import { Injectable } from '@nestjs/common';
import { ForgettingService } from '@app/updates';
import type { Answer } from './answer';
import { turnData, type Asker } from './asker';

/** Lets people be forgotten. */
@Injectable()
export class ForgetMeService {
  constructor(private readonly forgetting: ForgettingService) {}

  /** Asks whether they mean it. */
  ask(asker: Asker): Answer {
    const button = (key: 'button.yes' | 'button.no', to: string) => ({
      text: asker.say(key).text,
      callback_data: turnData('forgetme', asker, to, 1),
    });
    return { text: asker.say('forget.ask'), buttons: [[button('button.yes', 'yes'), button('button.no', 'no')]] };
  }

  /** Forgets them when they do. The answer is the last that they get, until they write `/start`. */
  async decide({ bot, person, say }: Asker, means: boolean): Promise<Answer> {
    if (!means) return { text: say('forget.kept') };
    await this.forgetting.forget({ botId: bot.id, telegramId: person.id });
    return { text: say('forget.done') };
  }
}
