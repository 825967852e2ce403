import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { EndsAccess, Public } from '@app/platform';
import { RefreshDto, RegisterDto, RegisteredView, SignInDto, TokenPairView, TokenView, VerifyTokenDto } from './auth.dto';
import { CurrentAccount } from './sessions/current-account.decorator';
import type { Principal } from './sessions/principal';
import { RegistrationService } from './accounts/registration.service';
import { SessionsService } from './sessions/sessions.service';
import { SignInService } from './sessions/sign-in.service';
import { TokenPairs } from './sessions/token-pairs';
import { CurrentVisitor, type Visitor } from './sessions/visitor';

@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly registration: RegistrationService,
    private readonly signIns: SignInService,
    private readonly sessions: SessionsService,
    private readonly tokens: TokenPairs,
  ) {}

  /**
   * Makes an account and signs it in. A mail with a link follows when it has an address: until the link was taken, the
   * address does not belong to the account. Whether an address is known already is not told: whoever it belongs to is
   * written to, and an account that merely names it cannot verify it.
   */
  @Public()
  @Post('register')
  async register(@Body() body: RegisterDto, @CurrentVisitor() visitor: Visitor): Promise<RegisteredView> {
    const signedIn = await this.signIns.open(await this.registration.register(body, visitor), visitor);
    return RegisteredView.ofNew(signedIn, await this.tokens.first(signedIn));
  }

  /** Signs in with a login (e-mail address or username) and a password. */
  @Public()
  @Post('token')
  @HttpCode(200)
  async token(@Body() { login, password }: SignInDto, @CurrentVisitor() visitor: Visitor): Promise<TokenPairView> {
    return TokenPairView.of(await this.tokens.first(await this.signIns.signIn(login, password, visitor)));
  }

  /** Trades a refresh token for the next pair of tokens. */
  @Public()
  @Post('token/refresh')
  @HttpCode(200)
  async refresh(@Body() { refreshToken }: RefreshDto): Promise<TokenPairView> {
    return TokenPairView.of(await this.tokens.refresh(refreshToken));
  }

  /** Says whom an access token was made for, or 401. */
  @Public()
  @Post('token/verify')
  @HttpCode(200)
  async verify(@Body() { token }: VerifyTokenDto): Promise<TokenView> {
    const { id, role } = await this.tokens.verify(token);
    return { accountId: id, role };
  }

  /** Ends the session of the access token: neither it nor its refresh token is good for anything any more. */
  @ApiBearerAuth()
  @EndsAccess()
  @Post('logout')
  @HttpCode(204)
  async logout(@CurrentAccount() { id, sessionId }: Principal): Promise<void> {
    await this.sessions.signOut(id, sessionId);
  }
}
