import { Injectable } from '@nestjs/common';
import { TelegramUsersService } from '@app/telegram-users';
import { LANGUAGES, TextsService } from '@app/texts';
import type { Answer, Button } from './answer';
import { turnData, type Asker } from './asker';

/** In which language the bot speaks with somebody. */
@Injectable()
export class LanguageService {
  constructor(
    private readonly people: TelegramUsersService,
    private readonly texts: TextsService,
  ) {}

  /** Asks which one, or takes the one that was named. */
  async answer(asker: Asker, named: string): Promise<Answer> {
    if (named.trim() !== '') return await this.choose(asker, named.trim().toLowerCase());
    return { text: asker.say('language.ask'), buttons: [await this.buttons(asker)] };
  }

  /** Speaks this language with them from now on. */
  async choose(asker: Asker, named: string): Promise<Answer> {
    const language = LANGUAGES.find((one) => one === named);
    if (language === undefined) return { text: asker.say('language.unknown') };
    await this.people.chooseLanguage(asker.person.id, language);
    return { text: (await this.texts.in(language))('language.set') };
  }

  private async buttons(asker: Asker): Promise<Button[]> {
    const buttons: Button[] = [];
    for (const language of LANGUAGES) {
      const say = await this.texts.in(language);
      buttons.push({ text: say('word.language').text, callback_data: turnData('language', asker, language, 1) });
    }
    return buttons;
  }
}
