import type { BotView, SharedChatView, WorldView } from '../../src/wire';
import { follow } from './follow';
import { fitLayout } from './layout';
import { Store } from './store';

/** Everybody and every chat; null until it came. */
export const world = new Store<WorldView | null>(null);

/** Keeps the world up to date for as long as the page is open. */
export function followWorld(): () => void {
  return follow<WorldView>('/api/world', /^(world$|shared:)/, {
    show: (value) => {
      fitLayout(value);
      world.set(value);
    },
  });
}

export function findBot(username: string): BotView | undefined {
  return world.get()?.bots.find((one) => one.username.toLowerCase() === username.toLowerCase());
}

export function findChat(ref: string): SharedChatView | undefined {
  return world.get()?.chats.find(({ id }) => String(id) === ref);
}

/** A bot or a chat with this public name, as its chat is named in addresses. */
export function refOfUsername(username: string): string | undefined {
  const bot = findBot(username);
  if (bot) return bot.username;
  const chat = world.get()?.chats.find((one) => one.username?.toLowerCase() === username.toLowerCase());
  return chat && String(chat.id);
}
