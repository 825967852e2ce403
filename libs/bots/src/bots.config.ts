import { z } from 'zod';
import { configSlice, setting, wholeNumber } from '@app/platform';
import { BOT_TOKEN_SHAPE } from '@app/telegram';

const WORDS = 'give the token as BotFather wrote it, like 123456789:AA…';

/** The house bot, and how many others an account may have. */
export class BotsConfig extends configSlice({
  houseToken: setting('BOT_TOKEN', z.string(WORDS).regex(BOT_TOKEN_SHAPE, WORDS)),
  mostPerAccount: setting('MAX_BOTS_PER_ACCOUNT', wholeNumber(0, 1_000).default(5)),
}) {}
