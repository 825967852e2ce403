import type { ChatType } from './chat.entity';
import type { Statistics } from './statistics.repository';

export class ChatCountView {
  type!: ChatType;
  active!: number;
  inactive!: number;
}

export class MembershipCountView {
  active!: number;
  inactive!: number;
}

export class DayCountView {
  /** A day of UTC, e.g. `2026-01-31`. */
  day!: string;
  people!: number;
}

export class LanguageCountView {
  /** Null for those of whom no language is known. */
  languageCode!: string | null;
  people!: number;
}

export class StatisticsView {
  people!: number;
  chats!: ChatCountView[];
  memberships!: MembershipCountView;

  /** Of the last 30 days, the oldest first. */
  newPeople!: DayCountView[];

  /** The most spoken first. */
  languages!: LanguageCountView[];

  static of({ people, chats, memberships, newPeople, languages }: Statistics): StatisticsView {
    return {
      people,
      chats: chats.map(({ type, active, inactive }) => ({ type, active, inactive })),
      memberships: { active: memberships.active, inactive: memberships.inactive },
      newPeople: newPeople.map(({ day, people: met }) => ({ day, people: met })),
      languages: languages.map(({ languageCode, people: speakers }) => ({ languageCode, people: speakers })),
    };
  }
}
