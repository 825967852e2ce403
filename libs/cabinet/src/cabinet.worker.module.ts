import { Module } from '@nestjs/common';
import { Maintenance } from '@app/platform';
import { CabinetModule } from './cabinet.module';
import { PairingCodesRepository } from './pairing-codes.repository';

/** Forgets codes that nobody used. */
@Module({ imports: [CabinetModule] })
export class CabinetWorkerModule {
  constructor(maintenance: Maintenance, codes: PairingCodesRepository) {
    maintenance.register({ name: 'cabinet.forget-codes', everySeconds: 3_600, run: () => codes.forgetOld() });
  }
}
