import { configSlice, setting, url } from '@app/platform';

/** Where the Bot API is: Telegram's own server, a local one, or the sandbox. */
export class TelegramConfig extends configSlice({
  apiRoot: setting(
    'TELEGRAM_API_ROOT',
    url('https', 'http')
      .transform((value) => value.replace(/\/+$/, ''))
      .default('https://api.telegram.org'),
  ),
}) {}
