import { IsBoolean, IsIn, IsString, Length } from 'class-validator';
import { Clearable, Omittable, PageOf } from '@app/platform';
import { IsMailAddress, IsUsername, ProfileFields, Trimmed } from '../auth.dto';
import type { Session } from '../sessions/session.entity';

export class ChangeProfileDto extends ProfileFields {
  /** Another e-mail address, or null for none. A link is mailed to it; needs `password`. */
  @Clearable()
  @Trimmed()
  @IsMailAddress({ message: 'email must be an e-mail address, or null' })
  email?: string | null;

  /** Another username, or null for none. Needs `password`. */
  @Clearable()
  @IsUsername()
  username?: string | null;

  /** Your current password, when you change what you sign in with. */
  @Omittable()
  @Length(1, 128)
  @IsString()
  password?: string;
}

export class ChangePasswordDto {
  @Length(1, 128)
  @IsString()
  currentPassword!: string;

  /** From 8 to 128 characters. */
  @Length(8, 128)
  @IsString()
  password!: string;

  /** Whether all your bot tokens end, too: whoever knew the old password may have made some. */
  @Omittable()
  @IsBoolean()
  revokeBotTokens?: boolean;
}

export class SessionView {
  id!: string;

  /** In words, e.g. `Firefox on Windows`. */
  device!: string;

  /** Where it was opened from. */
  address!: string | null;
  createdAt!: Date;

  /** To the minute. */
  lastUsedAt!: Date;
  expiresAt!: Date;

  /** Whether it is the one that asks. */
  current!: boolean;

  static of({ id, device, network, createdAt, lastUsedAt, expiresAt }: Session, currentId: string): SessionView {
    return { id, device, address: network, createdAt, lastUsedAt, expiresAt, current: id === currentId };
  }
}

export class SessionPage extends PageOf(SessionView) {}

export class EndSessionsQuery {
  /** `true`: all but the one that asks. */
  @Omittable()
  @IsIn(['true', 'false'])
  keepCurrent?: 'true' | 'false';
}
