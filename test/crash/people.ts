import type { EmulatedBot, Person, TelegramEmulator } from '@app/telegram-emulator';
import type { Progress } from './progress';
import type { Random } from './random';

/** People who write /start again and again. */
export class People {
  /** How often each person, by their Telegram id, has written /start. */
  readonly starts = new Map<string, number>();

  constructor(
    private readonly telegram: TelegramEmulator,
    private readonly bots: readonly [EmulatedBot, ...EmulatedBot[]],
    private readonly random: Random,
  ) {}

  person(index: number): Person {
    return this.telegram.person(`person-${String(index)}`, { firstName: `Person ${String(index)}` });
  }

  /** Each of them writes to one bot. */
  botOf(index: number): EmulatedBot {
    return this.bots[index % this.bots.length] ?? this.bots[0];
  }

  async start(index: number): Promise<void> {
    const person = this.person(index);
    const id = String(person.id);
    this.starts.set(id, (this.starts.get(id) ?? 0) + 1);
    await person.send(this.botOf(index), '/start');
  }

  /** So many of them write in the course of the campaign, whoever it is. */
  async write(count: number, people: number, progress: Progress): Promise<void> {
    const moments = Array.from({ length: count }, () => this.random.fraction()).sort((left, right) => left - right);
    for (const moment of moments) {
      await progress.until(moment);
      await this.start(Math.floor(this.random.fraction() * people));
    }
  }
}
