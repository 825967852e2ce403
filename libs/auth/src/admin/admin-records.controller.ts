import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { MailService } from '@app/mail';
import { pageOf, PageQuery } from '@app/platform';
import { AdminOnly } from '../sessions/admin-only.decorator';
import { AuditEntryView, AuditPage, AuditQuery, MailPage, MailView } from './admin.dto';
import { AuditLog } from './audit-log';

@ApiTags('admin')
@ApiBearerAuth()
@AdminOnly()
@Controller('admin')
export class AdminRecordsController {
  constructor(
    private readonly auditLog: AuditLog,
    private readonly mails: MailService,
  ) {}

  /** What changed who may do what, newest first. */
  @Get('audit')
  async audit(@Query() { limit, after, accountId }: AuditQuery): Promise<AuditPage> {
    return pageOf(await this.auditLog.page(limit, after, accountId), limit, (entry) => AuditEntryView.of(entry));
  }

  /** Mails and what became of them, newest first. */
  @Get('mail')
  async mail(@Query() { limit, after }: PageQuery): Promise<MailPage> {
    return pageOf(await this.mails.page(limit, after), limit, (mail) => MailView.of(mail));
  }
}
