import { Body, Controller, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { InvitationsService } from '../accounts/invitations.service';
import { AccountView } from '../auth.dto';
import { AdminOnly } from '../sessions/admin-only.decorator';
import { CurrentAccount } from '../sessions/current-account.decorator';
import type { Principal } from '../sessions/principal';
import { InviteDto } from './admin.dto';

@ApiTags('admin')
@ApiBearerAuth()
@AdminOnly()
@Controller('admin/invitations')
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  /** Invites somebody by mail, also while registration is closed. The link sets the password and is good for seven days; invite again for another one. */
  @Post()
  async invite(@CurrentAccount() admin: Principal, @Body() body: InviteDto): Promise<AccountView> {
    return AccountView.of(await this.invitations.invite(body, admin));
  }
}
