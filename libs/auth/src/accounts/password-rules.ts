import { Injectable } from '@nestjs/common';
import { HttpConfig } from '@app/platform';
import { PasswordTooEasyError, PasswordUnchangedError } from '../auth.errors';
import type { Account } from './account.entity';

/** Names of an account. A password made of one of them is guessed first. */
export type OwnWords = Partial<Pick<Account, 'email' | 'username' | 'name'>>;

/** Eight blanks, or `aaaaaaab`, are no password. */
const LEAST_VARIETY = 4;

/** Decides which passwords are good enough (OWASP ASVS 5, 6.2.4 and 6.2.11). On a machine of one's own every one is. */
@Injectable()
export class PasswordRules {
  private common?: Promise<ReadonlySet<string>>;

  constructor(private readonly http: HttpConfig) {}

  /** @throws PasswordTooEasyError for one of the 38,000 commonest passwords, and for one made of the account's own words */
  async ensureGood(password: string, own: OwnWords): Promise<void> {
    if (this.http.forOwnMachine) return;
    const plain = password.normalize('NFKC').toLowerCase();
    const core = coreOf(plain);
    const isOwn = wordsOf(own).some((word) => word === core || word === plain);
    const isEasy = new Set(plain).size < LEAST_VARIETY || isOwn || (await this.commonest()).has(plain);
    if (isEasy) throw new PasswordTooEasyError();
  }

  /** The new password must be another one. @throws PasswordUnchangedError */
  ensureChanged(before: string, after: string): void {
    if (before === after) throw new PasswordUnchangedError();
  }

  /** Read when the first password is set: most processes never need it. */
  private async commonest(): Promise<ReadonlySet<string>> {
    this.common ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary.passwords));
    return await this.common;
  }
}

/** A word without what people put around it: `ann2026!` is `ann`. */
function coreOf(text: string): string {
  return text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
}

function wordsOf({ email, username, name }: OwnWords): string[] {
  const words = [email, email?.split('@', 1)[0], username, name, 'chappe', 'telegram'];
  return words
    .flatMap((word) => (word === null || word === undefined ? [] : [word.toLowerCase(), coreOf(word.toLowerCase())]))
    .filter(Boolean);
}
