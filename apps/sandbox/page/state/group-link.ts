import type { TelegramLink } from '../links';
import { Store } from './store';

/** A link by which a person is asked into which group a bot shall come. */
export const groupLink = new Store<{ key: string; link: TelegramLink } | null>(null);

export function openGroupLink(key: string, link: TelegramLink): void {
  groupLink.set({ key, link });
}
