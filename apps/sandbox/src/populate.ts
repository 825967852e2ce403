import type { TelegramEmulator } from '@app/telegram-emulator';

/** The two people with whom every new world begins. */
export function populate(telegram: TelegramEmulator): void {
  telegram.person('ann', { firstName: 'Ann', username: 'ann_sandbox', languageCode: 'en' });
  telegram.person('boris', { firstName: 'Борис', languageCode: 'ru' });
}
