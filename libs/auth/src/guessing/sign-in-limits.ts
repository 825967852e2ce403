import { Injectable } from '@nestjs/common';
import { DerivedKeys } from '@app/platform';
import type { Visitor } from '../sessions/visitor';
import { GuessLimiter, type Patience } from './guess-limiter';
import { NetworkLimits } from './network-limits';

const PER_LOGIN: Patience = { freeTries: 5, firstPauseSeconds: 1 };

/** A try to sign in. */
export interface SignInTry {
  readonly login: string;
  readonly visitor: Pick<Visitor, 'network' | 'networks'>;
  /** Whether the account was signed in from there before. Then strangers who guess elsewhere do not keep it out. */
  readonly knownPlace: boolean;
}

/** How often one may try to sign in: to one login, from one network, and in all. */
@Injectable()
export class SignInLimits {
  constructor(
    private readonly guesses: GuessLimiter,
    private readonly networks: NetworkLimits,
    private readonly keys: DerivedKeys,
  ) {}

  /** Counts a try before it is judged. @throws TooManyTriesError */
  async begin(attempt: SignInTry): Promise<void> {
    const key = this.loginKey(attempt);
    await this.guesses.begin(key, PER_LOGIN);
    if (attempt.knownPlace) return;
    try {
      await this.networks.begin('login', attempt.visitor.networks);
    } catch (error) {
      await this.guesses.takeBack(key); // it is not judged, so it does not count against its login either
      throw error;
    }
  }

  /** It was right, so it does not count; for whoever holds the login, neither does what came before. */
  async succeeded(attempt: SignInTry, { holds }: { readonly holds: boolean }): Promise<void> {
    const key = this.loginKey(attempt);
    await (holds ? this.guesses.forget(key) : this.guesses.takeBack(key));
    if (!attempt.knownPlace) await this.networks.takeBack('login', attempt.visitor.networks);
  }

  /** Whoever owns the mailbox has set another password: wrong ones of before do not count. */
  async forgive(login: string): Promise<void> {
    await this.guesses.forgetAll(this.keyOf(login));
  }

  private loginKey({ login, visitor, knownPlace }: SignInTry): string {
    return knownPlace ? `${this.keyOf(login)} from ${visitor.network ?? ''}` : this.keyOf(login);
  }

  /** A digest: people type passwords where a login belongs. */
  private keyOf(login: string): string {
    return `login:${this.keys.mac('login-tries', login.toLowerCase()).toString('base64url', 0, 16)}`;
  }
}
