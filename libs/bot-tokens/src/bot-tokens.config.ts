import { configSlice, setting, wholeNumber } from '@app/platform';

/** How many bot tokens of an account may be good at a time; 0 is no limit. */
export class BotTokensConfig extends configSlice({
  mostPerAccount: setting('MAX_BOT_TOKENS_PER_ACCOUNT', wholeNumber(0, 1_000_000).default(1_000)),
}) {}
