import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsString, Length, Matches, ValidateBy, ValidateIf, type ValidationOptions } from 'class-validator';
import { NullIsLeftOut, Omittable } from '@app/platform';
import { isMailAddress, LOCALES, type Locale } from '@app/mail';
import type { Account, Role } from './accounts/account.entity';
import { IsDisplayName } from './accounts/display-name';
import type { Ended } from './mailed/new-password';
import type { SignedIn } from './sessions/sign-in.service';
import type { TokenPair } from './sessions/token-pairs';

/** Blanks around it do not count. */
export const Trimmed = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));

/** Exactly one plain e-mail address. */
export function IsMailAddress(options?: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown): boolean => typeof value === 'string' && isMailAddress(value);
  return ValidateBy({ name: 'isMailAddress', validator: { validate } }, options);
}

/** A username, as it is chosen. */
export const IsUsername = (): PropertyDecorator =>
  Matches(/^\w[\w.-]{1,31}$/, { message: 'username must have 2 to 32 letters, digits, dots, dashes or underscores' });

/** How an account appears to others, and how it is written to. */
export class ProfileFields {
  /** Display name shown above messages that the account sends. */
  @Omittable()
  @Trimmed()
  @IsDisplayName()
  @Length(1, 64)
  @IsString()
  name?: string;

  /** The language of the account's mails. A new account has `en`, if it is left out. */
  @Omittable()
  @IsIn(LOCALES)
  locale?: Locale;
}

export class RegisterDto extends ProfileFields {
  /** An e-mail address, a username, or both: one of the two is needed. */
  @NullIsLeftOut()
  @ValidateIf(({ email, username }: RegisterDto) => email !== undefined || username === undefined)
  @Trimmed()
  @IsMailAddress({ message: 'email must be an e-mail address; give an email or a username' })
  email?: string;

  /** Letters, digits, dots, dashes and underscores. */
  @Omittable()
  @IsUsername()
  username?: string;

  /** From 8 to 128 characters. */
  @Length(8, 128)
  @IsString()
  password!: string;
}

export class SignInDto {
  /** The e-mail address or the username. */
  @Length(1, 254)
  @IsString()
  login!: string;

  @Length(1, 128)
  @IsString()
  password!: string;
}

export class RefreshDto {
  @Length(1, 200)
  @IsString()
  refreshToken!: string;
}

export class VerifyTokenDto {
  /** An access token. */
  @Length(1, 2_000)
  @IsString()
  token!: string;
}

export class VerifyEmailDto {
  /** What stands behind the # in the link that was mailed. */
  @Length(1, 200)
  @IsString()
  token!: string;
}

export class ForgotPasswordDto {
  /** The e-mail address or the username. */
  @Length(1, 254)
  @IsString()
  login!: string;
}

export class ResetPasswordDto extends VerifyEmailDto {
  /** The new password, from 8 to 128 characters. */
  @Length(8, 128)
  @IsString()
  password!: string;

  /** Whether all bot tokens of the account end, too: whoever knew the old password may have made some. */
  @Omittable()
  @IsBoolean()
  revokeBotTokens?: boolean;
}

/** What cannot be undone needs the password once more, whoever is signed in. */
export class PasswordDto {
  /** Your current password. */
  @Length(1, 128)
  @IsString()
  password!: string;
}

export class NewPasswordView {
  /** Sessions that have ended with the old password. */
  sessionsEnded!: number;

  /** Bot tokens that have ended with it: none, unless `revokeBotTokens` asked for it. */
  botTokensRevoked!: number;

  /** Bot tokens that are still good: DELETE cabinet/bot-tokens/:id ends one. */
  botTokensLeft!: number;

  static of({ sessionsEnded, botTokensRevoked, botTokensLeft }: Ended): NewPasswordView {
    return { sessionsEnded, botTokensRevoked, botTokensLeft };
  }
}

export class AccountView {
  id!: string;
  email!: string | null;
  emailVerified!: boolean;
  username!: string | null;
  name!: string;
  locale!: Locale;
  role!: Role;
  createdAt!: Date;

  static of({ id, email, emailVerifiedAt, username, name, locale, role, createdAt }: Account): AccountView {
    return { id, email, emailVerified: emailVerifiedAt !== null, username, name, locale, role, createdAt };
  }
}

export class TokenPairView {
  /** For `Authorization: Bearer …`. */
  accessToken!: string;

  /** For the next pair. Each is good for one use. */
  refreshToken!: string;

  /** Seconds for which the access token is valid. */
  expiresIn!: number;

  static of({ accessToken, refreshToken, expiresIn }: TokenPair): TokenPairView {
    return { accessToken, refreshToken, expiresIn };
  }
}

export class RegisteredView extends TokenPairView {
  account!: AccountView;

  static ofNew({ account }: SignedIn, pair: TokenPair): RegisteredView {
    return { account: AccountView.of(account), ...TokenPairView.of(pair) };
  }
}

export class TokenView {
  /** The account that the token was made for. */
  accountId!: string;
  role!: Role;
}
