import { Injectable } from '@nestjs/common';

/** A person as one bot knows them. */
export interface KnownPerson {
  readonly botId: string;
  readonly telegramId: number;
}

/** What a lib keeps about people whom bots have met. Every lib with such rows registers one (`test/architecture/person-data.spec.ts`). */
export interface PersonData {
  /** The tables whose rows it answers for. */
  readonly tables: readonly string[];

  /** Erases what the bot knows of the person, in the running transaction. What the person's chat is still owed for an answer stays. */
  forget(person: KnownPerson): Promise<void>;

  /** Erases later, without hurry, what is found only by looking through much. */
  eraseTraces?(person: KnownPerson): Promise<void>;
}

/** All that is known about people, wherever it lives. */
@Injectable()
export class PersonDataRegistry {
  private readonly known = new Set<PersonData>();

  /** Whoever keeps such data registers itself when it is made. */
  register(data: PersonData): void {
    this.known.add(data);
  }

  get all(): readonly PersonData[] {
    return [...this.known];
  }
}
