import { Injectable } from '@nestjs/common';
import { Maintenance } from '@app/platform';
import { ChatDecisionsRepository } from './chat-decisions.repository';
import { PairingCodesRepository } from './pairing-codes.repository';
import { PairingsRepository } from './pairings.repository';

/** Forgets codes, pairings and decisions of which nothing became. */
@Injectable()
export class CabinetChores {
  constructor(
    maintenance: Maintenance,
    codes: PairingCodesRepository,
    pairings: PairingsRepository,
    decisions: ChatDecisionsRepository,
  ) {
    maintenance.register({ name: 'cabinet.forget-codes', everySeconds: 3_600, run: () => codes.forgetOld() });
    maintenance.register({ name: 'cabinet.forget-pairings', everySeconds: 3_600, run: () => pairings.forgetOld() });
    maintenance.register({ name: 'cabinet.forget-decisions', everySeconds: 60, run: () => decisions.forgetOld() });
  }
}
