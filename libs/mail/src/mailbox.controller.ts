import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { FromOwnMachine, Public } from '@app/platform';
import { MailboxService } from './mailbox.service';

/** Mails bring their styles along; nothing on these pages may load or run anything. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/** The local mailbox, for the owner of the machine. */
@ApiExcludeController()
@Public()
@Controller('dev/mail')
export class MailboxController {
  constructor(private readonly mailbox: MailboxService) {}

  /** The newest mails, as a page. */
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', POLICY)
  async newest(@FromOwnMachine() fromOwnMachine: boolean): Promise<string> {
    return await this.mailbox.newest(fromOwnMachine);
  }

  /** Every template in every language, as a page. */
  @Get('templates')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', POLICY)
  templates(@FromOwnMachine() fromOwnMachine: boolean): string {
    return this.mailbox.templates(fromOwnMachine);
  }
}
