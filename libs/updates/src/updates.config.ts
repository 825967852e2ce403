import { configSlice, setting, wholeNumber } from '@app/platform';

/** How long raw updates are kept. Telegram repeats one for a day at most, so a week and a day is on the safe side. */
export class UpdatesConfig extends configSlice({
  retentionDays: setting('UPDATES_RETENTION_DAYS', wholeNumber(2, 365).default(8)),
}) {}
