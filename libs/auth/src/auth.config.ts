import { z } from 'zod';
import { configSlice, setting } from '@app/platform';
import { isMailAddress } from '@app/mail';

/** Who may come in, and who has the say. */
export class AuthConfig extends configSlice({
  registration: setting('REGISTRATION', z.enum(['open', 'closed'], 'write open or closed').optional()),
  adminEmail: setting('ADMIN_EMAIL', z.string().refine(isMailAddress, 'give one e-mail address').optional()),
}) {}
