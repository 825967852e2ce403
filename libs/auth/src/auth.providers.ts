import type { Provider } from '@nestjs/common';
import { AccessTokens } from './sessions/access-tokens';
import { AccountTokensRegistry } from './data/account-tokens';
import { AccountDataRegistry } from './data/account-data';
import { AccountExportService } from './data/account-export.service';
import { AccountMail } from './mailed/account-mail';
import { AccountGuard } from './sessions/account.guard';
import { AccountsRepository } from './accounts/accounts.repository';
import { AccountsService } from './accounts/accounts.service';
import { AuditLog } from './admin/audit-log';
import { AuditRepository } from './admin/audit.repository';
import { AuthConfig } from './auth.config';
import { ClosingService } from './data/closing.service';
import { CrossSiteGate } from './sessions/cross-site-gate';
import { Doorkeeper } from './accounts/doorkeeper';
import { EmailVerificationService } from './mailed/email-verification.service';
import { GuessLimiter } from './guessing/guess-limiter';
import { HouseRules } from './accounts/house-rules';
import { Identification } from './guessing/identification';
import { InvitationsService } from './accounts/invitations.service';
import { JwtStrategy } from './sessions/jwt.strategy';
import { MailedLinks } from './mailed/mailed-links';
import { MailedProofs } from './mailed/mailed-proofs';
import { MailedTokens } from './mailed/mailed-tokens';
import { NewPassword } from './mailed/new-password';
import { OperatorService } from './accounts/operator.service';
import { OwnAccountData } from './data/own-account-data';
import { PasswordRules } from './accounts/password-rules';
import { PasswordCheck } from './guessing/password-check';
import { NetworkLimits } from './guessing/network-limits';
import { PasswordHasher } from './guessing/password-hasher';
import { PasswordResetService } from './mailed/password-reset.service';
import { PasswordsService } from './mailed/passwords.service';
import { ProfileService } from './accounts/profile.service';
import { RefreshTokens } from './sessions/refresh-token';
import { RegistrationService } from './accounts/registration.service';
import { TakenNames } from './accounts/taken-names';
import { RolesService } from './accounts/roles.service';
import { SessionCookie } from './sessions/session-cookie';
import { SessionsRepository } from './sessions/sessions.repository';
import { SessionsService } from './sessions/sessions.service';
import { SignInLimits } from './guessing/sign-in-limits';
import { SignInService } from './sessions/sign-in.service';
import { TokenPairs } from './sessions/token-pairs';
import { VerifiedAddresses } from './accounts/verified-addresses';

/** Everything that works behind the routes of this lib. */
export const AUTH_PROVIDERS: Provider[] = [
  AccessTokens,
  AccountDataRegistry,
  AccountExportService,
  AccountGuard,
  AccountMail,
  AccountTokensRegistry,
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
  InvitationsService,
  JwtStrategy,
  MailedLinks,
  MailedProofs,
  MailedTokens,
  NetworkLimits,
  NewPassword,
  OperatorService,
  OwnAccountData,
  PasswordCheck,
  PasswordHasher,
  PasswordResetService,
  PasswordRules,
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
  TakenNames,
  TokenPairs,
  VerifiedAddresses,
];
