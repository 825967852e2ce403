import { Controller, Get, Header, Headers } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@app/platform';
import { LINK_PAGE_POLICY, linkPage } from './link-pages';

/** The pages that links in mails open. The token stays behind the `#`: it reaches us only when somebody presses the button. */
@ApiExcludeController()
@Public()
@Controller()
export class LinkPagesController {
  /** Asks whether the address shall be verified: what merely opens links in mails verifies nothing. */
  @Get('verify-email')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', LINK_PAGE_POLICY)
  verifyEmail(@Headers('accept-language') languages = ''): string {
    return linkPage('verify-email', languages);
  }

  /** Asks for the new password. */
  @Get('reset-password')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', LINK_PAGE_POLICY)
  resetPassword(@Headers('accept-language') languages = ''): string {
    return linkPage('reset-password', languages);
  }
}
