import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { ForgottenPeopleRepository } from './forgotten-people.repository';
import { PersonDataRegistry, type KnownPerson } from './person-data';

/** Forgets people who ask for it, and knows them again when they come back. */
@Injectable()
export class ForgettingService {
  constructor(
    private readonly db: Database,
    private readonly data: PersonDataRegistry,
    private readonly forgotten: ForgottenPeopleRepository,
  ) {}

  /** Erases everything that a bot knows of a person, and learns nothing more of them until they are welcome again. */
  async forget(person: KnownPerson): Promise<void> {
    await this.db.transaction(async () => {
      for (const data of this.data.all) await data.forget(person);
      await this.forgotten.add(person);
    });
  }

  /** The person wants to be known again. */
  async welcomeBack(person: KnownPerson): Promise<void> {
    await this.forgotten.remove(person);
  }

  /** Whether a bot was told to forget somebody, who has not come back since. */
  async isForgotten(person: KnownPerson): Promise<boolean> {
    return await this.forgotten.has(person);
  }

  /**
   * Erases what is still told of those who were forgotten: raw updates about what others did to them, or quoted, and whatever
   * was learned by an update that was being worked on just then.
   */
  async eraseTraces(): Promise<void> {
    for (const person of await this.forgotten.withTraces()) await this.db.transaction(() => this.eraseTracesOf(person));
  }

  private async eraseTracesOf(person: KnownPerson): Promise<void> {
    if (!(await this.forgotten.hold(person))) return; // they have come back meanwhile
    for (const data of this.data.all) {
      await data.forget(person);
      await data.eraseTraces?.(person);
    }
    await this.forgotten.eraseTraces(person);
  }
}
