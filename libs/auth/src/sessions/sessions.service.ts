import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { AuditLog } from '../admin/audit-log';
import { SessionNotFoundError } from '../auth.errors';
import type { EndReason, Session } from './session.entity';
import { SessionsRepository, type LiveSession, type Rotation } from './sessions.repository';
import type { Visitor } from './visitor';

/** Sign-ins: opened, carried on, looked at and ended. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly db: Database,
    private readonly sessions: SessionsRepository,
    private readonly audit: AuditLog,
  ) {}

  async open(accountId: string, visitor: Visitor): Promise<string> {
    return await this.sessions.open(accountId, visitor);
  }

  /** Whose the session is, if it may still be used; its use is noted. */
  async use(id: string, options = { extend: false }): Promise<LiveSession | null> {
    return await this.sessions.use(id, options);
  }

  /**
   * Moves a session on from the presented generation of refresh token. A generation that is too old means that a token
   * was copied: the session is ended, and stays so although the request that brought it fails.
   */
  async rotate(id: string, presented: number): Promise<Rotation> {
    const rotation = await this.sessions.rotate(id, presented);
    if (rotation.kind === 'reuse') await this.endForReuse(rotation.accountId, id);
    return rotation;
  }

  /** The ending is committed before anything else may fail. */
  private async endForReuse(accountId: string, id: string): Promise<void> {
    const ended = await this.db.ownTransaction(() => this.sessions.end(accountId, id, 'reuse'));
    if (ended) await this.audit.note('chappe', 'session.reuse_detected', accountId, { sessionId: id });
  }

  /** Sessions of an account that may still be used, newest first, one more than asked for. */
  async alive(accountId: string, limit: number, after?: string): Promise<Session[]> {
    return await this.sessions.alive(accountId, limit, after);
  }

  /** The session's own holder signs out. */
  async signOut(accountId: string, id: string): Promise<void> {
    await this.sessions.end(accountId, id, 'logout');
  }

  /** Ends one of an account's sessions. @throws SessionNotFoundError */
  async end(accountId: string, id: string): Promise<void> {
    await this.db.transaction(async () => {
      if (!(await this.sessions.end(accountId, id, 'ended'))) throw new SessionNotFoundError();
      await this.audit.note({ id: accountId }, 'session.ended', accountId, { sessionId: id });
    });
  }

  /** The account ends all its sessions, or all but one. */
  async endAll(accountId: string, exceptId?: string): Promise<void> {
    await this.db.transaction(async () => {
      await this.sessions.endAll(accountId, 'ended', exceptId);
      await this.audit.note({ id: accountId }, 'session.ended', accountId, { all: true });
    });
  }

  /** Ends all sessions of an account, because something else has changed. */
  async endAllFor(accountId: string, reason: EndReason): Promise<void> {
    await this.sessions.endAll(accountId, reason);
  }
}
