import { configSlice, setting, wholeNumber } from '@app/platform';

/** How many pairings of an account may wait for an answer at a time; 0 is no limit. */
export class CabinetConfig extends configSlice({
  openPairings: setting('MAX_OPEN_PAIRINGS_PER_ACCOUNT', wholeNumber(0, 1_000_000).default(20)),
}) {}
