import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsUUID } from 'class-validator';
import type { Mail } from '@app/mail';
import { Omittable, PageOf, PageQuery } from '@app/platform';
import type { Role } from '../accounts/account.entity';
import type { AuditDetail, AuditEntry } from './audit-entry.entity';
import { AccountView, IsMailAddress, IsUsername, ProfileFields, Trimmed } from '../auth.dto';

const ROLES: readonly Role[] = ['admin', 'member'];

export class ChangeRoleDto {
  @IsIn(ROLES)
  role!: Role;
}

export class InviteDto extends ProfileFields {
  /** Where the link goes that sets the password. */
  @Trimmed()
  @IsMailAddress({ message: 'email must be an e-mail address' })
  email!: string;

  /** Letters, digits, dots, dashes and underscores. */
  @Omittable()
  @IsUsername()
  username?: string;
}

export class AccountPage extends PageOf(AccountView) {}

export class AuditQuery extends PageQuery {
  /** Only what was done to this account. */
  @Omittable()
  @IsUUID()
  accountId?: string;
}

export class AuditEntryView {
  id!: string;
  at!: Date;

  /** An account, somebody who is not signed in, the operator at the console, or Chappe itself. */
  actor!: AuditEntry['actor'];
  actorId!: string | null;

  /** From where; of IPv6 the network of 64 bits. Null when no request did it, and when its account is gone. */
  address!: string | null;

  /** What was done, e.g. `account.role_changed`. */
  action!: string;

  /** The account that it was done to. */
  accountId!: string | null;

  @ApiProperty({ type: 'object', additionalProperties: true })
  detail!: AuditDetail;

  static of({ id, at, actor, actorId, address, action, accountId, detail }: AuditEntry): AuditEntryView {
    return { id, at, actor, actorId, address, action, accountId, detail };
  }
}

export class AuditPage extends PageOf(AuditEntryView) {}

/** A mail without what it says: that is between Chappe and who receives it. */
export class MailView {
  id!: string;
  recipient!: string;
  template!: string;
  subject!: string;
  locale!: Mail['locale'];
  status!: Mail['status'];
  tries!: number;
  error!: string | null;
  createdAt!: Date;
  nextTryAt!: Date | null;
  settledAt!: Date | null;

  static of(mail: Mail): MailView {
    const { id, recipient, template, subject, locale, status, tries, error, createdAt, nextTryAt, settledAt } = mail;
    return { id, recipient, template, subject, locale, status, tries, error, createdAt, nextTryAt, settledAt };
  }
}

export class MailPage extends PageOf(MailView) {}
