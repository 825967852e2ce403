import { Injectable } from '@nestjs/common';
import { AppError, Database, Metrics } from '@app/platform';
import { AuditLog } from '../admin/audit-log';
import { WrongLoginError } from '../auth.errors';
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
  private readonly counted;

  constructor(
    private readonly db: Database,
    private readonly identification: Identification,
    private readonly sessions: SessionsRepository,
    private readonly mail: AccountMail,
    private readonly audit: AuditLog,
    metrics: Metrics,
  ) {
    this.counted = metrics.counter('chappe_sign_ins_total', 'Tries to sign in, by what came of them', ['outcome']);
  }

  /** Opens a session for a login and a password. @throws WrongLoginError, TooManyTriesError, BusyError */
  async signIn(login: string, password: string, visitor: Visitor): Promise<SignedIn> {
    const account = await this.identification.identify(login, password, visitor).catch(async (error: unknown) => {
      await this.noteRefusal(error);
      throw error;
    });
    return await this.db.transaction(async () => {
      if (!(await this.sessions.isFamiliar(account.id, visitor))) await this.mail.newSignIn(account, visitor);
      const signedIn = await this.open(account, visitor);
      await this.audit.note(account, 'session.opened', account.id, { sessionId: signedIn.sessionId });
      this.counted.inc({ outcome: 'opened' });
      return signedIn;
    });
  }

  /**
   * A wrong password is noted, without the login, in which people type passwords, and for known and unknown logins alike. Who is put off is
   * counted: a flood must not fill the book.
   */
  private async noteRefusal(error: unknown): Promise<void> {
    if (!(error instanceof AppError)) return;
    this.counted.inc({ outcome: error.code.replace(/^auth\./, '') });
    if (error instanceof WrongLoginError) await this.audit.note('stranger', 'session.refused', null);
  }

  /** Opens a session for an account that was just made. */
  async open(account: Account, visitor: Visitor): Promise<SignedIn> {
    return { account, sessionId: await this.sessions.open(account.id, visitor) };
  }
}
