import { z } from 'zod';
import { configSlice, setting } from '@app/platform';
import { BOT_TOKEN_SHAPE } from '@app/telegram';

const WORDS = 'give the token as BotFather wrote it, like 123456789:AA…';

/** The house bot. */
export class BotsConfig extends configSlice({
  houseToken: setting('BOT_TOKEN', z.string(WORDS).regex(BOT_TOKEN_SHAPE, WORDS)),
}) {}
