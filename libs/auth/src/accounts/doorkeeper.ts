import { Injectable } from '@nestjs/common';
import { NetworkLimits } from '../guessing/network-limits';
import { HouseRules } from './house-rules';
import { TooManyRequestsError, TooManyTriesError } from '../auth.errors';
import type { Visitor } from '../sessions/visitor';

/** Decides who may ask for an account or for a new password, and how often. */
@Injectable()
export class Doorkeeper {
  constructor(
    private readonly rules: HouseRules,
    private readonly networks: NetworkLimits,
  ) {}

  /** Lets somebody register. @throws RegistrationClosedError, TooManyRequestsError */
  async admit({ networks, fromOwnMachine }: Visitor): Promise<void> {
    this.rules.ensureOpen(fromOwnMachine);
    await this.networks.begin('register', networks).catch(asRequests);
  }

  /** Lets somebody ask for a new password. @throws TooManyRequestsError */
  async hear({ networks }: Visitor): Promise<void> {
    await this.networks.begin('reset', networks).catch(asRequests);
  }
}

/** Nobody has guessed anything here. */
function asRequests(error: unknown): never {
  throw error instanceof TooManyTriesError ? new TooManyRequestsError(error.retryAfterSeconds) : error;
}
