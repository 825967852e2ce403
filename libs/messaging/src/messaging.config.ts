import { configSlice, setting, wholeNumber } from '@app/platform';

const most = wholeNumber(0, 1_000_000_000);

/** How long ended messages are kept: never less than an idempotency key lives, with a day to spare. And how many accounts may have; 0 is no limit. */
export class MessagingConfig extends configSlice({
  retentionDays: setting('MESSAGES_RETENTION_DAYS', wholeNumber(3, 3_650).default(90)),
  openPerAccount: setting('MAX_OPEN_MESSAGES_PER_ACCOUNT', most.default(100_000)),
  openPerChat: setting('MAX_OPEN_MESSAGES_PER_CHAT', most.default(10_000)),
  perMinuteAndAccount: setting('MAX_MESSAGES_PER_MINUTE_PER_ACCOUNT', most.default(6_000)),
  perMinuteAndToken: setting('MAX_MESSAGES_PER_MINUTE_PER_TOKEN', most.default(600)),
}) {}
