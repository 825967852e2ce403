import type { EmulatedBot, Person, TelegramEmulator } from '@app/telegram-emulator';
import type { Progress } from './progress';
import type { Random } from './random';

/** People who write /start again and again. */
export class People {
  /** How often each person, by their Telegram id, has written /start. */
  readonly starts = new Map<string, number>();

  constructor(
    private readonly telegram: TelegramEmulator,
    private readonly bot: EmulatedBot,
    private readonly random: Random,
  ) {}

  person(index: number): Person {
    return this.telegram.person(`person-${String(index)}`, { firstName: `Person ${String(index)}` });
  }

  async start(person: Person): Promise<void> {
    const id = String(person.id);
    this.starts.set(id, (this.starts.get(id) ?? 0) + 1);
    await person.send(this.bot, '/start');
  }

  /** So many of them write in the course of the campaign, whoever it is. */
  async write(count: number, people: number, progress: Progress): Promise<void> {
    const moments = Array.from({ length: count }, () => this.random.fraction()).sort((left, right) => left - right);
    for (const moment of moments) {
      await progress.until(moment);
      await this.start(this.person(Math.floor(this.random.fraction() * people)));
    }
  }
}
