export { CabinetModule } from './cabinet.module';
export { CreatePairingCodes } from './create-pairing-codes.migration';
export { UNLINK } from './linked-notice';
export { PairingCodesService } from './pairing-codes.service';
export { UnpairingService } from './unpairing.service';
