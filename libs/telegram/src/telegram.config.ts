import { configSlice, setting, url } from '@app/platform';

/** Where the Bot API is: Telegram's own server, a local one, or the sandbox. */
export class TelegramConfig extends configSlice({
  apiRoot: setting(
    'TELEGRAM_API_ROOT',
    url('https', 'http')
      .transform((value) => value.replace(/\/+$/, ''))
      .default('https://api.telegram.org'),
  ),
}) {
  /** Whether it is Telegram's own server: that one fetches from the internet and delivers webhooks to https only. */
  get isTelegrams(): boolean {
    return new URL(this.apiRoot).hostname === 'api.telegram.org';
  }
}
