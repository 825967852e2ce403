import { Body, Controller, Delete, Get, Header, HttpCode, Patch, Post, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { EndsAccess } from '@app/platform';
import { ChangeProfileDto } from './account.dto';
import { AccountExportService } from '../data/account-export.service';
import { AccountsService } from './accounts.service';
import { AccountView, PasswordDto } from '../auth.dto';
import { ClosingService } from '../data/closing.service';
import { CurrentAccount } from '../sessions/current-account.decorator';
import type { Principal } from '../sessions/principal';
import { ProfileService } from './profile.service';

@ApiTags('account')
@ApiBearerAuth()
@Controller('account')
export class AccountController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly profiles: ProfileService,
    private readonly closing: ClosingService,
    private readonly exports: AccountExportService,
  ) {}

  /** The account that is signed in. */
  @Get()
  async get(@CurrentAccount() { id }: Principal): Promise<AccountView> {
    return AccountView.of(await this.accounts.get(id));
  }

  /** Changes what is given. What you sign in with (`email`, `username`) needs your `password` too. */
  @Patch()
  async change(@CurrentAccount() { id }: Principal, @Body() { password, ...changes }: ChangeProfileDto): Promise<AccountView> {
    return AccountView.of(await this.profiles.change(await this.accounts.get(id), changes, password));
  }

  /** Deletes the account with everything that is its own: sessions, tokens, messages, pairings, bots and their webhooks. Needs your password. */
  @EndsAccess()
  @Delete()
  @HttpCode(204)
  async close(@CurrentAccount() account: Principal, @Body() { password }: PasswordDto): Promise<void> {
    await this.closing.close(account.id, account, password);
  }

  /** Everything that is kept of the account, as one JSON object with a list for each kind of thing. Needs your password. */
  @Post('export')
  @HttpCode(200)
  @ApiOkResponse({ content: { 'application/json': { schema: { type: 'object', additionalProperties: { type: 'array' } } } } })
  @Header('content-disposition', 'attachment; filename="chappe-account.json"')
  async export(@CurrentAccount() { id }: Principal, @Body() { password }: PasswordDto): Promise<StreamableFile> {
    return new StreamableFile(await this.exports.of(id, password), { type: 'application/json' });
  }
}
