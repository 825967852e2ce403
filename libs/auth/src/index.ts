export type { Account, Role } from './account.entity';
export { AccountGuard } from './account.guard';
export { AccountsService } from './accounts.service';
export { AuthModule } from './auth.module';
export { CreateAccounts } from './create-accounts.migration';
export { CurrentAccount } from './current-account.decorator';
export { GuessLimiter, type Patience } from './guess-limiter';
export type { Principal } from './principal';
