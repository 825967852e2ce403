import { z } from 'zod';
import { configSlice, setting } from '@app/platform';

/** Who may come in. */
export class AuthConfig extends configSlice({
  registration: setting('REGISTRATION', z.enum(['open', 'closed'], 'write open or closed').default('open')),
}) {}
