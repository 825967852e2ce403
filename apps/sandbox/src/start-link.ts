import type { TelegramEmulator } from '@app/telegram-emulator';

/**
 * Where `t.me/<bot>?start=…` leads here: `GET /t.me/<bot>?…` and `GET /<bot>?…` open the page with that link. Null for any other address.
 * https://core.telegram.org/api/links#bot-links
 */
export function startLinkTarget(telegram: TelegramEmulator, { pathname, searchParams }: URL): string | null {
  const [, host, username] = /^\/(?:(t\.me|telegram\.me)\/)?(\w{4,32})$/.exec(pathname) ?? [];
  if (username === undefined) return null;
  const bot = telegram.bots().find((one) => one.username.toLowerCase() === username.toLowerCase());
  if (!bot || (host === undefined && !searchParams.has('start') && !searchParams.has('startgroup'))) return null;
  const query = new URLSearchParams({ bot: bot.username });
  for (const name of ['start', 'startgroup']) {
    const value = searchParams.get(name);
    if (value !== null) query.set(name, value);
  }
  return `/?${query.toString()}`;
}
