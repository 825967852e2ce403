import type { EmulatedBot, Person, TelegramEmulator } from '@app/telegram-emulator';
import { setTimeout as pause } from 'node:timers/promises';
import type { Progress } from './progress';
import type { Random } from './random';

/** How often Telegram delivers an update again that it has delivered. */
const REDELIVERED = 0.2;
const MOST_REDELIVERIES = 3;
const LOOK_EVERY_MS = 100;

/** People who write /start again and again, and a Telegram that delivers some of it more often than once. */
export class People {
  /** How often each person, by their Telegram id, has written /start. */
  readonly starts = new Map<string, number>();
  redelivered = 0;
  /** What the emulator did not redeliver, although it should have. */
  readonly problems: string[] = [];
  private readonly seen = new Set<number>();
  private readonly underWay: Promise<void>[] = [];

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

  /** Repeats deliveries as long as the campaign lasts. */
  async redeliver(progress: Progress): Promise<void> {
    while (progress.fraction < 1) {
      for (const { updateId, status } of this.telegram.deliveries) {
        if (status !== 200 || this.seen.has(updateId)) continue;
        this.seen.add(updateId);
        if (this.random.chance(REDELIVERED)) this.deliverAgain(updateId);
      }
      await pause(LOOK_EVERY_MS);
    }
    await Promise.all(this.underWay);
  }

  private deliverAgain(updateId: number): void {
    const times = 1 + Math.floor(this.random.fraction() * MOST_REDELIVERIES);
    for (let time = 0; time < times; time++) {
      this.redelivered++;
      this.underWay.push(
        this.telegram.redeliver(this.bot, updateId).catch((error: unknown) => void this.problems.push(String(error))),
      );
    }
  }
}
