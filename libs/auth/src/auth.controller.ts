import { Body, Controller, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Public } from '@app/platform';
import {
  AccountView,
  RefreshDto,
  RegisterDto,
  RegisteredView,
  SignInDto,
  TokenPairView,
  TokenView,
  VerifyTokenDto,
} from './auth.dto';
import { CurrentAccount } from './current-account.decorator';
import type { Principal } from './principal';
import { RegistrationService } from './registration.service';
import { SignInService } from './sign-in.service';
import { TokenPairs } from './token-pairs';

@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly registration: RegistrationService,
    private readonly signIns: SignInService,
    private readonly tokens: TokenPairs,
  ) {}

  /** Makes an account and signs it in. A welcome mail follows when it has an address. */
  @Public()
  @Post('register')
  async register(@Body() body: RegisterDto): Promise<RegisteredView> {
    const account = await this.registration.register(body);
    return { account: AccountView.of(account), ...TokenPairView.of(await this.tokens.open(account)) };
  }

  /** Signs in with a login (e-mail address or username) and a password. */
  @Public()
  @Post('token')
  @HttpCode(200)
  async token(@Body() { login, password }: SignInDto, @Ip() address: string): Promise<TokenPairView> {
    return TokenPairView.of(await this.signIns.signIn(login, password, address));
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
  @Post('logout')
  @HttpCode(204)
  async logout(@CurrentAccount() { sessionId }: Principal): Promise<void> {
    await this.tokens.end(sessionId);
  }
}
