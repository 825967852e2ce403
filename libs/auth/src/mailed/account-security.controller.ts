import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { EndsAccess } from '@app/platform';
import { ChangePasswordDto } from '../accounts/account.dto';
import { AccountsService } from '../accounts/accounts.service';
import { NewPasswordView } from '../auth.dto';
import { CurrentAccount } from '../sessions/current-account.decorator';
import { EmailVerificationService } from './email-verification.service';
import { PasswordsService } from './passwords.service';
import type { Principal } from '../sessions/principal';

@ApiTags('account')
@ApiBearerAuth()
@Controller('account')
export class AccountSecurityController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly passwords: PasswordsService,
    private readonly verification: EmailVerificationService,
  ) {}

  /** Sets a new password, ends all other sessions, and says what has ended. */
  @EndsAccess()
  @Post('password')
  @HttpCode(200)
  async changePassword(
    @CurrentAccount() { id, sessionId: keepSession }: Principal,
    @Body() { revokeBotTokens = false, ...passwords }: ChangePasswordDto,
  ): Promise<NewPasswordView> {
    const change = { ...passwords, keepSession, revokeBotTokens };
    return NewPasswordView.of(await this.passwords.change(await this.accounts.get(id), change));
  }

  /** Has the link that verifies the address mailed once more; nothing happens when it is verified already. */
  @Post('email/verification')
  @HttpCode(202)
  async askForVerification(@CurrentAccount() { id }: Principal): Promise<void> {
    await this.verification.ask(await this.accounts.get(id));
  }
}
