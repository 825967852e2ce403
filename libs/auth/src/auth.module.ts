import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { CryptoConfig } from '@app/platform';
import { MailModule } from '@app/mail';
import { ACCESS_TOKEN_RULES, ACCESS_TOKEN_SECONDS } from './access-tokens';
import { AccountDataRegistry } from './account-data';
import { AccountSecurityController } from './account-security.controller';
import { AccountController } from './account.controller';
import { AccountGuard } from './account.guard';
import { AccountsService } from './accounts.service';
import { AdminRecordsController } from './admin-records.controller';
import { AdminController } from './admin.controller';
import { AuditLog } from './audit-log';
import { AuthController } from './auth.controller';
import { AUTH_PROVIDERS } from './auth.providers';
import { GuessLimiter } from './guess-limiter';
import { LinkPagesController } from './link-pages.controller';
import { MailedLinksController } from './mailed-links.controller';
import { OperatorService } from './operator.service';
import { OwnAccountData } from './own-account-data';
import { SessionsController } from './sessions.controller';
import { WebSessionController } from './web-session.controller';

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
    AdminRecordsController,
  ],
  providers: [...AUTH_PROVIDERS, { provide: APP_GUARD, useExisting: AccountGuard }],
  exports: [AccountDataRegistry, AccountGuard, AccountsService, AuditLog, GuessLimiter, OperatorService],
})
export class AuthModule {
  constructor(registry: AccountDataRegistry, own: OwnAccountData) {
    registry.register(own);
  }
}
