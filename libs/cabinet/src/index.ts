export { CabinetModule } from './cabinet.module';
export { CreatePairingCodes } from './create-pairing-codes.migration';
export { UNLINK } from './linked-notice';
export { PairingCodesService } from './pairing-codes.service';
export { PairingService } from './pairing.service';
