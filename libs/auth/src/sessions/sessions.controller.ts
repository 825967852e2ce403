import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { EndsAccess, IdPipe, pageOf, PageQuery } from '@app/platform';
import { EndSessionsQuery, SessionPage, SessionView } from '../accounts/account.dto';
import { CurrentAccount } from './current-account.decorator';
import type { Principal } from './principal';
import { SessionsService } from './sessions.service';

@ApiTags('account')
@ApiBearerAuth()
@Controller('account/sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  /** Where you are signed in, newest first. */
  @Get()
  async list(@CurrentAccount() { id, sessionId }: Principal, @Query() { limit, after }: PageQuery): Promise<SessionPage> {
    return pageOf(await this.sessions.alive(id, limit, after), limit, (session) => SessionView.of(session, sessionId));
  }

  /** Ends one session: its tokens are good for nothing any more. */
  @EndsAccess()
  @Delete(':id')
  @HttpCode(204)
  async end(@CurrentAccount() account: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    await this.sessions.end(account.id, id);
  }

  /** Ends all sessions, or with `keepCurrent=true` all but the one that asks. */
  @EndsAccess()
  @Delete()
  @HttpCode(204)
  async endAll(@CurrentAccount() account: Principal, @Query() { keepCurrent }: EndSessionsQuery): Promise<void> {
    await this.sessions.endAll(account.id, keepCurrent === 'true' ? account.sessionId : undefined);
  }
}
