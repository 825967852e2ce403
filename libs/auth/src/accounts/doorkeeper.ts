import { Injectable } from '@nestjs/common';
import { GuessLimiter, type Patience } from '../guessing/guess-limiter';
import { HouseRules } from './house-rules';
import { PasswordHasher } from '../guessing/password-hasher';
import type { Visitor } from '../sessions/visitor';

/** A classroom may register from one address; a machine that fills the house with accounts is slowed down. */
const REGISTRATIONS: Patience = { freeTries: 100, firstPauseSeconds: 2 };

/** Mails to strangers that one caller may cause by asking for new passwords. */
const RESETS: Patience = { freeTries: 20, firstPauseSeconds: 2 };

/** Decides who may ask for an account or for a new password, and how often. */
@Injectable()
export class Doorkeeper {
  constructor(
    private readonly rules: HouseRules,
    private readonly guesses: GuessLimiter,
    private readonly passwords: PasswordHasher,
  ) {}

  /** Lets somebody register. @throws RegistrationClosedError, TooManyTriesError */
  async admit({ network }: Visitor): Promise<void> {
    this.rules.ensureOpen();
    await this.guesses.begin(`register-from:${network}`, REGISTRATIONS);
  }

  /** Lets somebody ask for a new password. @throws TooManyTriesError */
  async hear({ network }: Visitor): Promise<void> {
    await this.guesses.begin(`reset-from:${network}`, RESETS);
  }

  /** @throws BusyError */
  async hash(password: string): Promise<string> {
    return await this.passwords.hash(password);
  }
}
