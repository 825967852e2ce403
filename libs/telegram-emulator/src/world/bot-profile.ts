import type { BotRecord, MenuButton, ProfileText } from './records';

/** What a bot says of itself in this language, or else in none; empty when it says nothing. */
export function profileTextOf({ profile, name }: BotRecord, field: ProfileText, language: string): string {
  const texts = profile?.[field];
  return texts?.[language] ?? texts?.[''] ?? (field === 'name' ? name : '');
}

/** The button beside the text field of this person: their own, or that of everybody. */
export function menuButtonFor({ menuButtons = {} }: BotRecord, personId?: string): MenuButton {
  const own = personId === undefined ? undefined : menuButtons[personId];
  const shown = own && own.type !== 'default' ? own : menuButtons.default;
  return shown && shown.type !== 'default' ? shown : { type: 'commands' };
}
