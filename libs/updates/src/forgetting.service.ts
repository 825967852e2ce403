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

  /** Erases what raw updates still tell of those who were forgotten: also what others did to them, or quoted. */
  async eraseTraces(): Promise<void> {
    for (const person of await this.forgotten.withTraces()) await this.forgotten.eraseTraces(person);
  }
}
