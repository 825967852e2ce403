import { Injectable } from '@nestjs/common';
import type { AuditDetail, AuditEntry } from './audit-entry.entity';
import { AuditRepository } from './audit.repository';

/** Who did something: an account by its id, the operator at the console, or Chappe by itself. */
export type Actor = { readonly id: string } | 'operator' | 'chappe';

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
  | 'bot_token.issued'
  | 'bot_token.revoked'
  | 'chat.paired'
  | 'chat.unpaired'
  | 'bot.token_revoked'
  | 'bot.webhook_secret_changed';

/** The book of what changed who may do what. It holds ids and words, never a secret. */
@Injectable()
export class AuditLog {
  constructor(private readonly entries: AuditRepository) {}

  /** Notes a change, in the transaction that makes it. */
  async note(actor: Actor, action: AuditAction, accountId: string | null, detail: AuditDetail = {}): Promise<void> {
    const who = typeof actor === 'string' ? { actor, actorId: null } : { actor: 'account' as const, actorId: actor.id };
    await this.entries.insert({ ...who, action, accountId, detail });
  }

  /** Newest first, one more than asked for; of one account when it is given. */
  async page(limit: number, after?: string, accountId?: string): Promise<AuditEntry[]> {
    return await this.entries.page(limit, after, accountId);
  }
}
