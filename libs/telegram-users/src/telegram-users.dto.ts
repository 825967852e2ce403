import { PartialType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsString, Length, Matches } from 'class-validator';
import { Clearable, Digits, Omittable, PageOf } from '@app/platform';
import type { Profile } from './profile';
import type { TelegramUser } from './telegram-user.entity';
import type { Listed } from './telegram-users.repository';

/** Numbers are taken as well as strings of digits, as long as they are exact. */
const numbersAsDigits = Transform(({ value }: { value: unknown }) => (Number.isSafeInteger(value) ? String(value) : value));

/** Blank texts are nothing. */
const blankIsNull = Transform(({ value }: { value: unknown }) => {
  if (typeof value !== 'string') return value;
  return value.trim() === '' ? null : value.trim();
});

export class EnterTelegramUserDto {
  /** The person's id on Telegram, as a string of digits. */
  @numbersAsDigits
  @Digits('a Telegram user id', { needed: true })
  telegramId!: string;

  /** Without the @. */
  @Clearable()
  @blankIsNull
  @Length(1, 150)
  @IsString()
  username?: string | null;

  @Clearable()
  @blankIsNull
  @Length(1, 150)
  @IsString()
  firstName?: string | null;

  @Clearable()
  @blankIsNull
  @Length(1, 150)
  @IsString()
  lastName?: string | null;

  @Omittable()
  @IsBoolean()
  isBot?: boolean;

  /** An IETF language tag, e.g. `en` or `pt-br`. */
  @Clearable()
  @blankIsNull
  @Matches(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, { message: 'languageCode must be a language tag like en or pt-br' })
  @Length(2, 35)
  languageCode?: string | null;
}

export class ChangeTelegramUserDto extends PartialType(EnterTelegramUserDto) {
  /** The person's id on Telegram, as a string of digits. */
  @numbersAsDigits
  @Digits('a Telegram user id')
  override telegramId?: string;
}

/** A whole person: what is left out is empty. */
export function wholeProfile(body: EnterTelegramUserDto): Profile {
  const { telegramId, username = null, firstName = null, lastName = null, isBot = false, languageCode = null } = body;
  return { telegramId: Number(telegramId), username, firstName, lastName, isBot, languageCode };
}

/** Some of a person: what is left out stays. */
export function changedProfile({ telegramId, ...rest }: ChangeTelegramUserDto): Partial<Profile> {
  const given = Object.fromEntries((Object.entries(rest) as [string, unknown][]).filter(([, value]) => value !== undefined));
  return telegramId === undefined ? given : { ...given, telegramId: Number(telegramId) };
}

export class TelegramUserView {
  id!: string;

  /** A small number for systems that cannot hold a UUID. */
  number!: number;

  /** A decimal string: ids of people exceed 32 bits. */
  telegramId!: string;
  username!: string | null;
  firstName!: string | null;
  lastName!: string | null;
  isBot!: boolean;
  languageCode!: string | null;

  /** `learned` by a bot, or `entered` by an account. */
  origin!: 'learned' | 'entered';
  createdAt!: Date;
  updatedAt!: Date;

  static of(person: TelegramUser): TelegramUserView {
    const { id, number, telegramId, username, firstName, lastName, isBot, languageCode, ownerId, createdAt, updatedAt } = person;
    const origin = ownerId === null ? 'learned' : 'entered';
    return {
      id,
      number,
      telegramId: String(telegramId),
      username,
      firstName,
      lastName,
      isBot,
      languageCode,
      origin,
      createdAt,
      updatedAt,
    };
  }
}

export class ListedUserView {
  id!: string;
  number!: number;
  username!: string | null;

  static of({ id, number, username }: Listed): ListedUserView {
    return { id, number, username };
  }
}

export class TelegramUserPage extends PageOf(TelegramUserView) {}
export class ListedUserPage extends PageOf(ListedUserView) {}
