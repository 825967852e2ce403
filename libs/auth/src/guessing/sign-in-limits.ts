import { Injectable } from '@nestjs/common';
import { GuessLimiter, type Allowance, type Patience } from './guess-limiter';

const PER_LOGIN: Patience = { freeTries: 5, firstPauseSeconds: 1 };
const PER_NETWORK: Patience = { freeTries: 50, firstPauseSeconds: 1 };

/** A house of some thousand people mistypes less than this; who tries one password on all of them does not. */
const IN_ALL: Allowance = { burst: 500, everySeconds: 2 };
const ALL = 'login-all';

/** A try to sign in. */
export interface SignInTry {
  readonly login: string;
  readonly network: string;
  /** Whether the account was signed in from there before. Then strangers who guess elsewhere do not keep it out. */
  readonly knownPlace: boolean;
}

/** How often one may try to sign in: to one login, from one network, and in all. */
@Injectable()
export class SignInLimits {
  constructor(private readonly guesses: GuessLimiter) {}

  /** Counts a try before it is judged. @throws TooManyTriesError */
  async begin(attempt: SignInTry): Promise<void> {
    if (!attempt.knownPlace) await this.guesses.begin(networkKey(attempt), PER_NETWORK);
    await this.guesses.begin(loginKey(attempt), PER_LOGIN);
    if (!attempt.knownPlace) await this.spendOfAll(attempt);
  }

  /** It was right, so it does not count; for whoever holds the login, neither does what came before. */
  async succeeded(attempt: SignInTry, { holds }: { readonly holds: boolean }): Promise<void> {
    await (holds ? this.guesses.forget(loginKey(attempt)) : this.guesses.takeBack(loginKey(attempt)));
    if (attempt.knownPlace) return;
    await this.guesses.takeBack(networkKey(attempt));
    await this.guesses.giveBack(ALL, IN_ALL);
  }

  /** Whoever owns the mailbox has set another password: wrong ones of before do not count. */
  async forgive(login: string): Promise<void> {
    await this.guesses.forgetAll(`login:${login.toLowerCase()}`);
  }

  /** A try for which nothing is left is not judged, so it does not count against its login either. */
  private async spendOfAll(attempt: SignInTry): Promise<void> {
    try {
      await this.guesses.spend(ALL, IN_ALL);
    } catch (error) {
      await this.guesses.takeBack(loginKey(attempt));
      throw error;
    }
  }
}

function loginKey({ login, network, knownPlace }: SignInTry): string {
  return knownPlace ? `login:${login.toLowerCase()} from ${network}` : `login:${login.toLowerCase()}`;
}

function networkKey({ network }: SignInTry): string {
  return `login-from:${network}`;
}
