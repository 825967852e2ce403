import type { EmulatedBot, Person } from '@app/telegram-emulator';
import type { TestChappe } from './chappe';
import { waitFor } from './wait-for';

/** So many texts of one person may be on their way before the next one is written. */
const MOST_ON_THEIR_WAY = 5;
const MOST_PER_PERSON = 1_000;

/** A bot that repeats what people write, and its id here. */
export interface Echo {
  readonly id: string;
  readonly telegram: EmulatedBot;
}

/** People who write to a bot one text after the other, all at once, until they are told to stop. */
export class Traffic {
  private readonly written = new Map<Person, string[]>();
  private readonly writers: Promise<void>[];
  private stopped = false;

  private constructor(
    private readonly chappe: TestChappe,
    private readonly bot: Echo,
    people: readonly Person[],
  ) {
    this.writers = people.map((person) => this.write(person));
  }

  static begin(chappe: TestChappe, bot: Echo, names: readonly string[]): Traffic {
    return new Traffic(
      chappe,
      bot,
      names.map((name) => chappe.person(name)),
    );
  }

  /** Resolves when so many more texts had their effect. */
  async goesOn(more = 20): Promise<void> {
    const before = (await this.effects()).length;
    const arrived = async (): Promise<boolean> => (await this.effects()).length >= before + more;
    await waitFor(`${String(more)} more texts to take effect`, arrived, 20_000);
  }

  /** Nobody writes any more; resolves with what each person wrote when all of it had its effect. */
  async end(): Promise<Record<string, string[]>> {
    this.stopped = true;
    await Promise.all(this.writers);
    const all = [...this.written.values()].flat().length;
    await waitFor('all that was written to take effect', async () => (await this.effects()).length >= all, 30_000);
    return Object.fromEntries([...this.written].map(([{ id }, texts]) => [String(id), texts]));
  }

  /** What the bot repeats to each person, in the order in which it was decided. */
  async repeated(): Promise<Record<string, string[]>> {
    const repeated: Record<string, string[]> = {};
    for (const { person, text } of await this.effects()) (repeated[person] ??= []).push(text);
    return repeated;
  }

  private async write(person: Person): Promise<void> {
    const texts: string[] = [];
    this.written.set(person, texts);
    while (!this.stopped && texts.length < MOST_PER_PERSON) {
      texts.push(`${person.key} ${String(texts.length)}`);
      await person.send(this.bot.telegram, texts.at(-1) ?? '');
      const isDone = async (): Promise<boolean> =>
        this.stopped || (await this.effectsOn(person)) > texts.length - MOST_ON_THEIR_WAY;
      await waitFor(`a text of ${person.key} to take effect`, isDone, 30_000);
    }
  }

  private async effectsOn(person: Person): Promise<number> {
    const [row] = await this.chappe.sql.rows<{ count: number }>(
      `select count(*)::int as count from messages join chats on chats.id = chat_id where messages.bot_id = $1 and chats.telegram_id = $2`,
      [this.bot.id, person.id],
    );
    return row?.count ?? 0;
  }

  private async effects(): Promise<{ person: string; text: string }[]> {
    return await this.chappe.sql.rows(
      `select chats.telegram_id as person, text from messages join chats on chats.id = chat_id where messages.bot_id = $1 order by messages.id`,
      [this.bot.id],
    );
  }
}
