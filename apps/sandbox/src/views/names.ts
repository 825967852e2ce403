import type { Person, TelegramEmulator } from '@app/telegram-emulator';

import type { BotView, PersonView } from '../wire';

export function personView({ profile }: Person): PersonView {
  const { key, id, firstName, lastName, username, languageCode } = profile;
  const name = lastName === undefined ? firstName : `${firstName} ${lastName}`;
  return { key, id, name, ...(username !== undefined && { username }), ...(languageCode !== undefined && { languageCode }) };
}

export function botView({ id, username, name }: BotView): BotView {
  return { id, username, name };
}

/** The names of people, bots and chats, found once for a whole answer. */
export class Names {
  private readonly names = new Map<number, string>();

  constructor(telegram: TelegramEmulator) {
    for (const chat of telegram.chats()) this.names.set(chat.id, chat.title);
    for (const bot of telegram.bots()) this.names.set(bot.id, bot.name);
    for (const person of telegram.people()) this.names.set(person.id, personView(person).name);
  }

  of(id: number | undefined): string {
    return (id === undefined ? undefined : this.names.get(id)) ?? 'Somebody';
  }

  all(ids: readonly number[]): string {
    return ids.map((id) => this.of(id)).join(', ');
  }
}
