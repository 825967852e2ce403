import type { Chat, GraphBot, User } from '@app/telegram';
import type { Language, Say } from '@app/texts';

/** Who asks a bot something, where, and the voice in which they are answered. */
export interface Asker {
  readonly bot: GraphBot;
  readonly chat: Chat;
  readonly person: User;
  readonly language: Language;
  readonly say: Say;
}

/** The same, where it does not matter who it is. */
export type Caller = Pick<Asker, 'bot' | 'chat' | 'say'>;

/** What a button says: which answer it turns, whose it is, and where it leads. */
export interface Turn {
  readonly to: string;
  readonly page: number;
}

/** The data of a button: only who asked may press it. */
export function turnData(name: string, { person }: Pick<Asker, 'person'>, to: string, page: number): string {
  return [name, person.id, to, page].join(':');
}

/** Recognises the buttons of an answer. */
export function turnsOf(name: string): RegExp {
  return new RegExp(`^${name}:(?<asker>\\d{1,16}):(?<to>[\\w-]{0,20}):(?<page>\\d{1,4})$`);
}
