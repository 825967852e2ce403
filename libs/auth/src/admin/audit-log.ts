import { Injectable, Logger } from '@nestjs/common';
import { callerAddress, Database, Metrics } from '@app/platform';
import { networksOf } from '../sessions/visitor';
import type { AuditDetail, AuditEntry } from './audit-entry.entity';
import { AuditRepository } from './audit.repository';

/** Who did something: an account by its id, somebody who is not signed in, the operator at the console, or Chappe by itself. */
export type Actor = { readonly id: string } | 'stranger' | 'operator' | 'chappe';

/** Something that changed who may do what. */
export type AuditAction =
  | 'account.registered'
  | 'account.created'
  | 'account.role_changed'
  | 'account.email_verified'
  | 'account.login_changed'
  | 'account.password_changed'
  | 'account.password_reset'
  | 'account.closed'
  | 'account.exported'
  | 'session.reuse_detected'
  | 'session.ended'
  | 'session.opened'
  | 'session.refused'
  | 'bot_token.issued'
  | 'bot_token.revoked'
  | 'chat.paired'
  | 'chat.unpaired'
  | 'bot.connected'
  | 'bot.changed'
  | 'bot.removed'
  | 'bot.token_changed'
  | 'bot.token_revoked'
  | 'bot.webhook_secret_changed'
  | 'text.changed'
  | 'text.restored';

/** The book of what changed who may do what, and from where. It holds ids and words, never a secret. Each entry is a line of the log, too. */
@Injectable()
export class AuditLog {
  private readonly log = new Logger('Audit');
  private readonly counted;

  constructor(
    private readonly db: Database,
    private readonly entries: AuditRepository,
    metrics: Metrics,
  ) {
    this.counted = metrics.counter('chappe_audit_entries_total', 'Changes of who may do what, and sign-ins', ['action']);
  }

  /** Notes a change, in the transaction that makes it. */
  async note(actor: Actor, action: AuditAction, accountId: string | null, detail: AuditDetail = {}): Promise<void> {
    const who = typeof actor === 'string' ? { actor, actorId: null } : { actor: 'account' as const, actorId: actor.id };
    const address = networksOf(callerAddress() ?? '')[0] ?? null;
    await this.entries.insert({ ...who, action, accountId, address, detail });
    this.db.afterCommit(() => {
      this.counted.inc({ action });
      this.log.log({ ...who, accountId, address, ...detail }, action);
    });
  }

  /** Newest first, one more than asked for; of one account when it is given. */
  async page(limit: number, after?: string, accountId?: string): Promise<AuditEntry[]> {
    return await this.entries.page(limit, after, accountId);
  }
}
