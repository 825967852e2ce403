import type { Provider } from '@nestjs/common';
import { AccessTokens } from './access-tokens';
import { AccountDataRegistry } from './account-data';
import { AccountExportService } from './account-export.service';
import { AccountMail } from './account-mail';
import { AccountGuard } from './account.guard';
import { AccountsRepository } from './accounts.repository';
import { AccountsService } from './accounts.service';
import { AuditLog } from './audit-log';
import { AuditRepository } from './audit.repository';
import { AuthConfig } from './auth.config';
import { ClosingService } from './closing.service';
import { CrossSiteGate } from './cross-site-gate';
import { Doorkeeper } from './doorkeeper';
import { EmailVerificationService } from './email-verification.service';
import { GuessLimiter } from './guess-limiter';
import { HouseRules } from './house-rules';
import { Identification } from './identification';
import { JwtStrategy } from './jwt.strategy';
import { MailedLinks } from './mailed-links';
import { MailedProofs } from './mailed-proofs';
import { MailedTokens } from './mailed-tokens';
import { NewPassword } from './new-password';
import { OperatorService } from './operator.service';
import { OwnAccountData } from './own-account-data';
import { PasswordCheck } from './password-check';
import { PasswordHasher } from './password-hasher';
import { PasswordResetService } from './password-reset.service';
import { PasswordsService } from './passwords.service';
import { ProfileService } from './profile.service';
import { RefreshTokens } from './refresh-token';
import { RegistrationService } from './registration.service';
import { RolesService } from './roles.service';
import { SessionCookie } from './session-cookie';
import { SessionsRepository } from './sessions.repository';
import { SessionsService } from './sessions.service';
import { SignInLimits } from './sign-in-limits';
import { SignInService } from './sign-in.service';
import { TokenPairs } from './token-pairs';
import { VerifiedAddresses } from './verified-addresses';

/** Everything that works behind the routes of this lib. */
export const AUTH_PROVIDERS: Provider[] = [
  AccessTokens,
  AccountDataRegistry,
  AccountExportService,
  AccountGuard,
  AccountMail,
  AccountsRepository,
  AccountsService,
  AuditLog,
  AuditRepository,
  AuthConfig,
  ClosingService,
  CrossSiteGate,
  Doorkeeper,
  EmailVerificationService,
  GuessLimiter,
  HouseRules,
  Identification,
  JwtStrategy,
  MailedLinks,
  MailedProofs,
  MailedTokens,
  NewPassword,
  OperatorService,
  OwnAccountData,
  PasswordCheck,
  PasswordHasher,
  PasswordResetService,
  PasswordsService,
  ProfileService,
  RefreshTokens,
  RegistrationService,
  RolesService,
  SessionCookie,
  SessionsRepository,
  SessionsService,
  SignInLimits,
  SignInService,
  TokenPairs,
  VerifiedAddresses,
];
