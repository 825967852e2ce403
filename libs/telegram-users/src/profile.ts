import { cleanText, type User } from '@app/telegram';

/** What we keep of a person. What is blank is null, never a made-up text. */
export interface Profile {
  readonly telegramId: number;
  readonly username: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly isBot: boolean;
  readonly languageCode: string | null;
}

/** The longest names Telegram gives have 64 characters; what is longer is not from there. */
const LONGEST_NAME = 255;
const LONGEST_CODE = 35;

/** A person as Telegram describes them. */
export function profileOf({ id, username, first_name, last_name, is_bot, language_code }: User): Profile {
  return {
    telegramId: id,
    username: cleanText(username, LONGEST_NAME),
    firstName: cleanText(first_name, LONGEST_NAME),
    lastName: cleanText(last_name, LONGEST_NAME),
    isBot: is_bot,
    languageCode: cleanText(language_code, LONGEST_CODE),
  };
}
