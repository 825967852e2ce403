import type { TelegramEmulator } from '@app/telegram-emulator';

/** Counts calls as Telegram sees them. */
export class CallCounter {
  constructor(
    private readonly telegram: TelegramEmulator,
    private readonly method: string,
  ) {}

  /** Calls a second, of so many that come from now on: from the coming of the first to the answer to the last. */
  async next(count: number, limitMs: number): Promise<number> {
    let [firstAt, answered, refused] = [0, 0, 0];
    let stop = (): void => undefined;
    let timer: NodeJS.Timeout | undefined;
    const took = await new Promise<number>((resolve, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`${String(answered)} of ${String(count)} calls were answered within ${String(limitMs / 1_000)} s.`));
      }, limitMs);
      stop = this.telegram.onCall(({ method, status }, stage) => {
        if (method !== this.method) return;
        if (stage === 'received') firstAt ||= performance.now();
        else if (status !== 200) refused++;
        else if (++answered === count) resolve(performance.now() - firstAt);
      });
    }).finally(() => {
      stop();
      clearTimeout(timer);
    });
    if (refused > 0) throw new Error(`${String(refused)} calls were refused.`);
    return (1_000 * count) / took;
  }
}
