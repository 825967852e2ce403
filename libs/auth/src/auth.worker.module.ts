import { Module } from '@nestjs/common';
import { Maintenance } from '@app/platform';
import { AccountEraser } from './data/account-eraser';
import { AccountsRepository } from './accounts/accounts.repository';
import { AuditRepository } from './admin/audit.repository';
import { AuthModule } from './auth.module';
import { Forgetting } from './data/forgetting';
import { SessionsRepository } from './sessions/sessions.repository';

const HOUR_SECONDS = 3_600;

/** Erases what belonged to closed accounts, and forgets what need not be known any more. */
@Module({
  imports: [AuthModule],
  providers: [AccountEraser, AccountsRepository, AuditRepository, Forgetting, SessionsRepository],
})
export class AuthWorkerModule {
  constructor(maintenance: Maintenance, eraser: AccountEraser, forgetting: Forgetting) {
    maintenance.register({ name: 'auth.erase-accounts', everySeconds: 15, run: () => eraser.run() });
    maintenance.register({ name: 'auth.forget', everySeconds: HOUR_SECONDS, run: () => forgetting.run() });
  }
}
