import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { Account } from '../accounts/account.entity';
import { AccountMail } from '../mailed/account-mail';
import { Identification } from '../guessing/identification';
import { SessionsRepository } from './sessions.repository';
import type { Visitor } from './visitor';

/** A session that was just opened. */
export interface SignedIn {
  readonly account: Account;
  readonly sessionId: string;
}

/** Opens sessions. */
@Injectable()
export class SignInService {
  constructor(
    private readonly db: Database,
    private readonly identification: Identification,
    private readonly sessions: SessionsRepository,
    private readonly mail: AccountMail,
  ) {}

  /** Opens a session for a login and a password. @throws WrongLoginError, TooManyTriesError, BusyError */
  async signIn(login: string, password: string, visitor: Visitor): Promise<SignedIn> {
    const account = await this.identification.identify(login, password, visitor);
    return await this.db.transaction(async () => {
      if (!(await this.sessions.isFamiliar(account.id, visitor))) await this.mail.newSignIn(account, visitor);
      return await this.open(account, visitor);
    });
  }

  /** Opens a session for an account that was just made. */
  async open(account: Account, visitor: Visitor): Promise<SignedIn> {
    return { account, sessionId: await this.sessions.open(account.id, visitor) };
  }
}
