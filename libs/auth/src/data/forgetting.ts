import { Injectable } from '@nestjs/common';
import { AuditRepository } from '../admin/audit.repository';
import { GuessLimiter } from '../guessing/guess-limiter';
import { SessionsRepository } from '../sessions/sessions.repository';

/** Forgets what is too old to matter. */
@Injectable()
export class Forgetting {
  constructor(
    private readonly guesses: GuessLimiter,
    private readonly sessions: SessionsRepository,
    private readonly audit: AuditRepository,
  ) {}

  async run(): Promise<void> {
    await this.guesses.forgetOld();
    await this.sessions.forgetOld();
    await this.audit.forgetOld();
  }
}
