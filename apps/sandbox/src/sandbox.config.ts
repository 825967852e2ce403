import { configSlice, setting, wholeNumber } from '@app/platform';
import { z } from 'zod';

const developmentOnly = 'the sandbox plays Telegram for development; it does not start in production';

/** How the sandbox runs. */
export class SandboxConfig extends configSlice({
  nodeEnv: setting(
    'NODE_ENV',
    z
      .string()
      .default('development')
      .refine((value) => value !== 'production', developmentOnly),
  ),
  port: setting('SANDBOX_PORT', wholeNumber(0, 65_535).default(3_001)),
  host: setting('SANDBOX_HOST', z.string().default('127.0.0.1')),
  stateFile: setting('SANDBOX_STATE', z.string().default('.data/sandbox/world.json')),
  botUsername: setting(
    'SANDBOX_BOT_USERNAME',
    z
      .string()
      .regex(/^[a-z]\w{1,28}bot$/i, 'give a username of letters, digits and _ that ends in bot')
      .default('chappe_sandbox_bot'),
  ),
  limits: setting('SANDBOX_LIMITS', z.enum(['telegram', 'off'], 'write telegram or off').default('telegram')),
}) {}
