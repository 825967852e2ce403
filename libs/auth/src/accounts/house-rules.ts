import { Injectable } from '@nestjs/common';
import type { Role } from './account.entity';
import { AccountsRepository } from './accounts.repository';
import { AuthConfig } from '../auth.config';
import { RegistrationClosedError } from '../auth.errors';

/** Who may register, and who is an admin. */
@Injectable()
export class HouseRules {
  constructor(
    private readonly config: AuthConfig,
    private readonly accounts: AccountsRepository,
  ) {}

  /** Unless the operator has said it, only the owner of the machine may register. @throws RegistrationClosedError */
  ensureOpen(fromOwnMachine: boolean): void {
    const { registration = fromOwnMachine ? 'open' : 'closed' } = this.config;
    if (registration === 'closed') throw new RegistrationClosedError();
  }

  /** The first one on their own machine is admin. Nobody becomes admin by being first on a public host. */
  async roleOfNext(fromOwnMachine: boolean): Promise<Role> {
    return fromOwnMachine && (await this.accounts.nobodyYet()) ? 'admin' : 'member';
  }

  /** Whether it is the address of the operator. Who holds it is another question. */
  isAdminAddress(email: string | null): boolean {
    return email !== null && email.toLowerCase() === this.config.adminEmail?.toLowerCase();
  }
}
