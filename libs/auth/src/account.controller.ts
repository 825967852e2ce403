import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { AccountsService } from './accounts.service';
import { AccountView } from './auth.dto';
import { CurrentAccount } from './current-account.decorator';
import type { Principal } from './principal';

@ApiTags('account')
@ApiBearerAuth()
@Controller('account')
export class AccountController {
  constructor(private readonly accounts: AccountsService) {}

  /** The account that is signed in. */
  @Get()
  async get(@CurrentAccount() { id }: Principal): Promise<AccountView> {
    return AccountView.of(await this.accounts.get(id));
  }
}
