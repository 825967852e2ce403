import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@app/platform';
import { MailboxService } from './mailbox.service';

/** The local mailbox of the embedded mode. */
@ApiExcludeController()
@Public()
@Controller('dev/mail')
export class MailboxController {
  constructor(private readonly mailbox: MailboxService) {}

  /** The newest mails, as a page. */
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
  async page(): Promise<string> {
    return await this.mailbox.page();
  }
}
