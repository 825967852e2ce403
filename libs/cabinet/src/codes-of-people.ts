import { Injectable } from '@nestjs/common';
import { PersonDataRegistry, type KnownPerson, type PersonData } from '@app/updates';
import { PairingCodesRepository } from './pairing-codes.repository';

/** Codes that were shown to a person. */
@Injectable()
export class CodesOfPeople implements PersonData {
  readonly tables = ['pairing_codes'];

  constructor(
    registry: PersonDataRegistry,
    private readonly codes: PairingCodesRepository,
  ) {
    registry.register(this);
  }

  async forget({ botId, telegramId }: KnownPerson): Promise<void> {
    await this.codes.remove(botId, telegramId);
  }
}
