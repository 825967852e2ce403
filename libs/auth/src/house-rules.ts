import { Injectable } from '@nestjs/common';
import { HttpConfig } from '@app/platform';
import type { Account, Role } from './account.entity';
import { AccountsRepository } from './accounts.repository';
import { AuthConfig } from './auth.config';
import { RegistrationClosedError } from './auth.errors';

/** Who may register, and who is an admin. */
@Injectable()
export class HouseRules {
  constructor(
    private readonly config: AuthConfig,
    private readonly http: HttpConfig,
    private readonly accounts: AccountsRepository,
  ) {}

  /** The address whose holder is an admin. */
  get adminEmail(): string | undefined {
    return this.config.adminEmail;
  }

  /** @throws RegistrationClosedError */
  ensureOpen(): void {
    if (this.config.registration === 'closed') throw new RegistrationClosedError();
  }

  /** On a machine of one's own the first one is admin. Nobody becomes admin by being first on a public host. */
  async roleOfNext(): Promise<Role> {
    return this.http.embedded && (await this.accounts.nobodyYet()) ? 'admin' : 'member';
  }

  /** Whether an account is the operator's: it has proved that the address in ADMIN_EMAIL is its own. */
  isAdminByAddress({ email, emailVerifiedAt }: Account): boolean {
    return emailVerifiedAt !== null && email !== null && email.toLowerCase() === this.adminEmail?.toLowerCase();
  }
}
