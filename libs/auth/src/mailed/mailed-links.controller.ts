import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EndsAccess, Public } from '@app/platform';
import { ForgotPasswordDto, NewPasswordView, ResetPasswordDto, VerifyEmailDto } from '../auth.dto';
import { EmailVerificationService } from './email-verification.service';
import { PasswordResetService } from './password-reset.service';
import { PasswordsService } from './passwords.service';
import { CurrentVisitor, type Visitor } from '../sessions/visitor';

/** What one can do by mail, without being signed in. */
@ApiTags('auth')
@Public()
@Controller('auth')
export class MailedLinksController {
  constructor(
    private readonly verification: EmailVerificationService,
    private readonly resets: PasswordResetService,
    private readonly passwords: PasswordsService,
  ) {}

  /** Takes the link out of a mail: from now on the address belongs to the account. 410 when it is not good any more. */
  @Post('email/verify')
  @HttpCode(204)
  async verifyEmail(@Body() { token }: VerifyEmailDto): Promise<void> {
    await this.verification.confirm(token);
  }

  /** Has a link mailed that sets a new password. The answer is the same whether the login exists or not. */
  @Post('password/forgot')
  @HttpCode(202)
  async forgotPassword(@Body() { login }: ForgotPasswordDto, @CurrentVisitor() visitor: Visitor): Promise<void> {
    await this.resets.ask(login, visitor);
  }

  /** Sets a new password by the link out of a mail, ends all sessions, and says what has ended. 410 when the link is not good any more. */
  @EndsAccess()
  @Post('password/reset')
  @HttpCode(200)
  async resetPassword(@Body() { token, password, revokeBotTokens = false }: ResetPasswordDto): Promise<NewPasswordView> {
    return NewPasswordView.of(await this.passwords.reset(token, password, revokeBotTokens));
  }
}
