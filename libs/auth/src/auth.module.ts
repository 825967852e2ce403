import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { CryptoConfig } from '@app/platform';
import { MailModule } from '@app/mail';
import { ACCESS_TOKEN_RULES, ACCESS_TOKEN_SECONDS } from './sessions/access-tokens';
import { AccountDataRegistry } from './data/account-data';
import { AccountSecurityController } from './mailed/account-security.controller';
import { AccountController } from './accounts/account.controller';
import { AccountTokensRegistry } from './data/account-tokens';
import { TakenNames } from './accounts/taken-names';
import { PasswordCheck } from './guessing/password-check';
import { AccountGuard } from './sessions/account.guard';
import { AccountsService } from './accounts/accounts.service';
import { AdminRecordsController } from './admin/admin-records.controller';
import { InvitationsController } from './admin/invitations.controller';
import { AdminController } from './admin/admin.controller';
import { AuditLog } from './admin/audit-log';
import { AuthController } from './auth.controller';
import { AUTH_PROVIDERS } from './auth.providers';
import { GuessLimiter } from './guessing/guess-limiter';
import { LinkPagesController } from './mailed/link-pages.controller';
import { MailedLinksController } from './mailed/mailed-links.controller';
import { OperatorService } from './accounts/operator.service';
import { OwnAccountData } from './data/own-account-data';
import { SessionsController } from './sessions/sessions.controller';
import { WebSessionController } from './sessions/web-session.controller';

const { issuer, audience, algorithm } = ACCESS_TOKEN_RULES;

@Module({
  imports: [
    MailModule,
    JwtModule.registerAsync({
      inject: [CryptoConfig],
      useFactory: ({ jwtSecret }: CryptoConfig) => ({
        secret: jwtSecret,
        signOptions: { issuer, audience, algorithm, expiresIn: ACCESS_TOKEN_SECONDS },
        verifyOptions: { issuer, audience, algorithms: [algorithm] },
      }),
    }),
  ],
  controllers: [
    AuthController,
    WebSessionController,
    MailedLinksController,
    LinkPagesController,
    AccountController,
    AccountSecurityController,
    SessionsController,
    AdminController,
    InvitationsController,
    AdminRecordsController,
  ],
  providers: [...AUTH_PROVIDERS, { provide: APP_GUARD, useExisting: AccountGuard }],
  exports: [
    AccountDataRegistry,
    AccountGuard,
    AccountsService,
    AccountTokensRegistry,
    AuditLog,
    GuessLimiter,
    OperatorService,
    PasswordCheck,
    TakenNames,
  ],
})
export class AuthModule {
  constructor(registry: AccountDataRegistry, own: OwnAccountData) {
    registry.register(own);
  }
}
