import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { CryptoConfig } from '@app/platform';
import { MailModule } from '@app/mail';
import { ACCESS_TOKEN_RULES, ACCESS_TOKEN_SECONDS, AccessTokens } from './access-tokens';
import { AccountController } from './account.controller';
import { AccountGuard } from './account.guard';
import { AccountsRepository } from './accounts.repository';
import { AccountsService } from './accounts.service';
import { AuthConfig } from './auth.config';
import { AuthController } from './auth.controller';
import { GuessLimiter } from './guess-limiter';
import { HouseRules } from './house-rules';
import { JwtStrategy } from './jwt.strategy';
import { PasswordHasher } from './password-hasher';
import { RefreshTokens } from './refresh-token';
import { RegistrationService } from './registration.service';
import { SessionsRepository } from './sessions.repository';
import { SignInService } from './sign-in.service';
import { TokenPairs } from './token-pairs';

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
  controllers: [AuthController, AccountController],
  providers: [
    AccessTokens,
    AccountGuard,
    AccountsRepository,
    AccountsService,
    AuthConfig,
    GuessLimiter,
    HouseRules,
    JwtStrategy,
    PasswordHasher,
    RefreshTokens,
    RegistrationService,
    SessionsRepository,
    SignInService,
    TokenPairs,
    { provide: APP_GUARD, useExisting: AccountGuard },
  ],
  exports: [AccountGuard, AccountsService, GuessLimiter],
})
export class AuthModule {}
