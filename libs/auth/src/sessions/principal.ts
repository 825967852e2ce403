import type { Role } from '../accounts/account.entity';

/** Who is asking, as the access token says it. */
export interface Principal {
  readonly id: string;
  readonly sessionId: string;
  readonly role: Role;
}
