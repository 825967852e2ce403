import type { Chat, EmulatedBot, Person, TelegramEmulator } from '@app/telegram-emulator';
import type { Random } from '../random';

const MEMBERS = 3;

/** A chat in which people write to a bot that repeats what they write. */
export class Stage {
  private constructor(
    readonly name: string,
    readonly bot: EmulatedBot,
    readonly people: readonly Person[],
    /** Absent where one person is alone with the bot. */
    readonly group?: Chat,
  ) {}

  static withOne(telegram: TelegramEmulator, bot: EmulatedBot, name: string): Stage {
    return new Stage(name, bot, [telegram.person(name, { firstName: name })]);
  }

  /** A group whose bot is an administrator, so that it is told of everything. */
  static async withSome(telegram: TelegramEmulator, bot: EmulatedBot, name: string): Promise<Stage> {
    const people = Array.from({ length: MEMBERS + 1 }, (_, index) => {
      const firstName = `${name} person ${String(index)}`;
      return telegram.person(firstName, { firstName });
    });
    const [owner, ...members] = people as [Person, ...Person[]];
    const group = telegram.supergroup(name, { owner, members });
    await owner.in(group).add(bot, {});
    return new Stage(name, bot, people, group);
  }

  get chatId(): number {
    return this.group?.id ?? this.owner.id;
  }

  /** Those who are there. */
  get present(): Person[] {
    if (!this.group) return [this.owner];
    const inside = new Set(this.group.members.flatMap(({ userId, status }) => (status === 'left' ? [] : [userId])));
    return this.people.filter(({ id }) => inside.has(id));
  }

  /** Somebody who is there writes it. */
  async write(text: string, random: Random): Promise<void> {
    const writer = random.pick(this.present);
    await (this.group ? writer.in(this.group).send(text) : writer.send(this.bot, text));
  }

  /** Somebody goes, or comes back. The owner stays. */
  async stir(random: Random): Promise<void> {
    if (!this.group) return;
    const somebody = random.pick(this.people.slice(1));
    await (this.present.includes(somebody) ? somebody.in(this.group).leave() : somebody.in(this.group).join());
  }

  private get owner(): Person {
    const [owner] = this.people;
    if (!owner) throw new Error(`Nobody is in ${this.name}.`);
    return owner;
  }
}
