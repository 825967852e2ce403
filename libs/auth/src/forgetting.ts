import { Injectable } from '@nestjs/common';
import { AuditRepository } from './audit.repository';
import { GuessLimiter } from './guess-limiter';
import { SessionsRepository } from './sessions.repository';

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
