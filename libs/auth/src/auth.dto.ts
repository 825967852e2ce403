import { Transform } from 'class-transformer';
import { IsEmail, IsOptional, IsString, Length, Matches, ValidateIf } from 'class-validator';
import type { Account, Role } from './account.entity';
import type { TokenPair } from './token-pairs';

const trimmed = Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));

export class RegisterDto {
  /** An e-mail address, a username, or both: one of the two is needed. */
  @ValidateIf(({ email, username }: RegisterDto) => email !== undefined || username === undefined)
  @trimmed
  @Length(3, 254)
  @IsEmail({}, { message: 'email must be an e-mail address; give an email or a username' })
  email?: string;

  /** Letters, digits, dots, dashes and underscores. */
  @IsOptional()
  @Matches(/^\w[\w.-]{1,31}$/, { message: 'username must have 2 to 32 letters, digits, dots, dashes or underscores' })
  username?: string;

  /** From 8 to 128 characters. */
  @Length(8, 128)
  @IsString()
  password!: string;

  /** How messages that are sent for you are headed. */
  @IsOptional()
  @trimmed
  @Length(1, 64)
  @IsString()
  name?: string;
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

export class AccountView {
  id!: string;
  email!: string | null;
  emailVerified!: boolean;
  username!: string | null;
  name!: string;
  role!: Role;

  static of({ id, email, emailVerifiedAt, username, name, role }: Omit<Account, 'createdAt'>): AccountView {
    return { id, email, emailVerified: emailVerifiedAt !== null, username, name, role };
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
}

export class TokenView {
  /** The account that the token was made for. */
  accountId!: string;
  role!: Role;
}
