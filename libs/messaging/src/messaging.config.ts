import { configSlice, setting, wholeNumber } from '@app/platform';

/** How long ended messages are kept: never less than an idempotency key lives, with a day to spare. */
export class MessagingConfig extends configSlice({
  retentionDays: setting('MESSAGES_RETENTION_DAYS', wholeNumber(3, 3_650).default(90)),
}) {}
