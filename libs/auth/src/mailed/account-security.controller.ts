import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { EndsAccess } from '@app/platform';
import { ChangePasswordDto } from '../accounts/account.dto';
import { AccountsService } from '../accounts/accounts.service';
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

  /** Sets a new password, and ends all other sessions. */
  @EndsAccess()
  @Post('password')
  @HttpCode(204)
  async changePassword(
    @CurrentAccount() { id, sessionId }: Principal,
    @Body() { currentPassword, password }: ChangePasswordDto,
  ): Promise<void> {
    await this.passwords.change(await this.accounts.get(id), sessionId, currentPassword, password);
  }

  /** Has the link that verifies the address mailed once more; nothing happens when it is verified already. */
  @Post('email/verification')
  @HttpCode(202)
  async askForVerification(@CurrentAccount() { id }: Principal): Promise<void> {
    await this.verification.ask(await this.accounts.get(id));
  }
}
