import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { EndsAccess, IdPipe, pageOf, PageQuery } from '@app/platform';
import { AccountsService } from '../accounts/accounts.service';
import { AdminOnly } from '../sessions/admin-only.decorator';
import { AccountPage, ChangeRoleDto } from './admin.dto';
import { AccountView, PasswordDto, RegisterDto } from '../auth.dto';
import { ClosingService } from '../data/closing.service';
import { CurrentAccount } from '../sessions/current-account.decorator';
import type { Principal } from '../sessions/principal';
import { RegistrationService } from '../accounts/registration.service';
import { RolesService } from '../accounts/roles.service';

@ApiTags('admin')
@ApiBearerAuth()
@AdminOnly()
@Controller('admin/accounts')
export class AdminController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly registration: RegistrationService,
    private readonly roles: RolesService,
    private readonly closing: ClosingService,
  ) {}

  /** All accounts, newest first. */
  @Get()
  async list(@Query() { limit, after }: PageQuery): Promise<AccountPage> {
    return pageOf(await this.accounts.page(limit, after), limit, (account) => AccountView.of(account));
  }

  /** Makes an account for somebody, also while registration is closed. They can have the password reset by mail. */
  @Post()
  async create(@CurrentAccount() admin: Principal, @Body() body: RegisterDto): Promise<AccountView> {
    return AccountView.of(await this.registration.create(body, admin));
  }

  /** Makes an account an admin, or a member again. Its sessions end: it signs in anew with what it may do now. */
  @EndsAccess()
  @Patch(':id')
  async changeRole(
    @CurrentAccount() admin: Principal,
    @Param('id', IdPipe) id: string,
    @Body() { role }: ChangeRoleDto,
  ): Promise<AccountView> {
    return AccountView.of(await this.roles.change(id, role, admin));
  }

  /** Deletes an account with everything that is its own. Needs your password. */
  @EndsAccess()
  @Delete(':id')
  @HttpCode(204)
  async close(
    @CurrentAccount() admin: Principal,
    @Param('id', IdPipe) id: string,
    @Body() { password }: PasswordDto,
  ): Promise<void> {
    await this.closing.close(id, admin, password);
  }
}
