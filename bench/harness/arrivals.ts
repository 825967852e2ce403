import type { TelegramEmulator } from '@app/telegram-emulator';

/** When messages arrived at Telegram, by the last line of their text: above it may stand who sends. */
export class Arrivals {
  private readonly times = new Map<string, number>();

  constructor(telegram: TelegramEmulator) {
    telegram.onCall(({ method, params }, stage) => {
      if (stage === 'received' && method === 'sendMessage') {
        this.times.set(String(params.text).split('\n').at(-1) ?? '', performance.now());
      }
    });
  }

  /** The moment at which a text arrived; undefined as long as it has not. */
  of(text: string): number | undefined {
    return this.times.get(text);
  }
}
