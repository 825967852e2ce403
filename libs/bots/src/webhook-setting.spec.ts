import { Logger } from '@nestjs/common';
import { HttpConfig } from '@app/platform';
import { TelegramConfig } from '@app/telegram';
import { WebhookConfig } from './bots.config';
import { PlainHttpError } from './bots.errors';
import type { WebhookSecrets } from './webhook-secrets';
import { WebhookSetting } from './webhook-setting';

/** What is warned about when Chappe starts at an address, with Telegram's own server or another. */
function warnings(publicUrl: string, apiRoot = 'https://api.telegram.org'): string[] {
  const said: string[] = [];
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation((words: string) => {
    said.push(words);
  });
  const environment = { PUBLIC_URL: publicUrl, TELEGRAM_API_ROOT: apiRoot };
  const [http, telegram] = [new HttpConfig(environment), new TelegramConfig(environment)];
  try {
    new WebhookSetting(http, telegram, {} as WebhookSecrets, new WebhookConfig({})).ensureDeliverable();
  } finally {
    warn.mockRestore();
  }
  return said;
}

it.each(['https://a.example:9443', 'https://a.example:3000/x'])(
  '%s: warns that Telegram does not deliver to this port',
  (url) => {
    expect(warnings(url)).toEqual([expect.stringContaining('443, 80, 88 and 8443')]);
    expect(warnings(url, 'http://127.0.0.1:8081')).toEqual([]);
  },
);

it.each(['https://a.example', 'https://a.example:443', 'https://a.example:8443', 'https://a.example:88', 'https://a.example:80'])(
  '%s: says nothing',
  (url) => {
    expect(warnings(url)).toEqual([]);
  },
);

it('refuses plain http as before', () => {
  expect(() => warnings('http://a.example:9443')).toThrow(PlainHttpError);
});
