import { Module } from '@nestjs/common';
import { Maintenance } from '@app/platform';
import { AuthModule } from './auth.module';
import { GuessLimiter } from './guess-limiter';
import { SessionsRepository } from './sessions.repository';

const HOUR_SECONDS = 3_600;

/** Forgets what need not be known any more. */
@Module({ imports: [AuthModule], providers: [SessionsRepository] })
export class AuthWorkerModule {
  constructor(maintenance: Maintenance, guesses: GuessLimiter, sessions: SessionsRepository) {
    maintenance.register({ name: 'auth.forget-guesses', everySeconds: HOUR_SECONDS, run: () => guesses.forgetOld() });
    maintenance.register({ name: 'auth.forget-sessions', everySeconds: HOUR_SECONDS, run: () => sessions.forgetOld() });
  }
}
