export { CabinetModule } from './cabinet.module';
export { CreatePairingCodes } from './create-pairing-codes.migration';
export { CreatePairings } from './create-pairings.migration';
export { DecisionsService } from './decisions.service';
export { UNLINK } from './linked-notice';
export { PairingCodesService } from './pairing-codes.service';
export { PairingsService, type OpenedLink } from './pairings.service';
