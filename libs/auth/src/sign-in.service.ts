import { Injectable } from '@nestjs/common';
import { AccountsRepository } from './accounts.repository';
import { WrongLoginError } from './auth.errors';
import { GuessLimiter, type Patience } from './guess-limiter';
import { PasswordHasher } from './password-hasher';
import { TokenPairs, type TokenPair } from './token-pairs';

const PER_LOGIN: Patience = { freeTries: 5, firstPauseSeconds: 1 };
const PER_ADDRESS: Patience = { freeTries: 50, firstPauseSeconds: 1 };

/** Signs accounts in. */
@Injectable()
export class SignInService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly passwords: PasswordHasher,
    private readonly guesses: GuessLimiter,
    private readonly tokens: TokenPairs,
  ) {}

  /**
   * Opens a session for a login (e-mail address or username) and a password. Known and unknown logins are told apart
   * neither by the answer nor by the time it takes, nor by how guessing is slowed down.
   *
   * @throws WrongLoginError, TooManyTriesError, BusyError
   */
  async signIn(login: string, password: string, address: string): Promise<TokenPair> {
    const keys = { login: `login:${login.toLowerCase()}`, address: `login-from:${address}` };
    await this.guesses.begin(keys.address, PER_ADDRESS);
    await this.guesses.begin(keys.login, PER_LOGIN);
    const account = await this.accounts.findByLogin(login);
    const right = await this.passwords.matches(account?.passwordHash, password);
    if (!account || !right) throw new WrongLoginError();
    await this.guesses.succeeded(keys.login);
    await this.guesses.succeeded(keys.address);
    return await this.tokens.open(account);
  }
}
