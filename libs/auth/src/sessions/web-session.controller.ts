import { Body, Controller, Delete, HttpCode, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { EndsAccess, Public } from '@app/platform';
import { AccountView, SignInDto } from '../auth.dto';
import { CurrentAccount } from './current-account.decorator';
import type { Principal } from './principal';
import { SessionCookie } from './session-cookie';
import { SessionsService } from './sessions.service';
import { SignInService } from './sign-in.service';
import { CurrentVisitor, type Visitor } from './visitor';

@ApiTags('auth')
@Controller('auth/session')
export class WebSessionController {
  constructor(
    private readonly signIns: SignInService,
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
  ) {}

  /** Signs a browser in by a cookie. Only pages of this host may ask; programs use `auth/token`. */
  @Public()
  @Post()
  @HttpCode(200)
  async open(
    @Body() { login, password }: SignInDto,
    @CurrentVisitor() visitor: Visitor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AccountView> {
    const { account, sessionId } = await this.signIns.signIn(login, password, visitor);
    this.cookie.set(reply, sessionId);
    return AccountView.of(account);
  }

  /** Ends the session and takes the cookie back. */
  @ApiBearerAuth()
  @EndsAccess()
  @Delete()
  @HttpCode(204)
  async end(@CurrentAccount() { id, sessionId }: Principal, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    this.cookie.clear(reply);
    await this.sessions.signOut(id, sessionId);
  }
}
