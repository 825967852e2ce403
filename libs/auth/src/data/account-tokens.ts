import { Injectable } from '@nestjs/common';

/** Tokens with which systems act for an account. Their lib stands to the right and registers when its module starts. */
export interface AccountTokens {
  /** How many are good now. */
  countLive(accountId: string): Promise<number>;

  /** Ends all of them in the running transaction, and takes back what they had scheduled. Answers how many those were. */
  revokeAll(accountId: string): Promise<number>;
}

/** All tokens of accounts, of whatever kind. */
@Injectable()
export class AccountTokensRegistry {
  private readonly known = new Set<AccountTokens>();

  register(tokens: AccountTokens): void {
    this.known.add(tokens);
  }

  /** How many of an account are good now. */
  async countLive(accountId: string): Promise<number> {
    return await this.sum((tokens) => tokens.countLive(accountId));
  }

  /** Ends all of an account, and answers how many those were. */
  async revokeAll(accountId: string): Promise<number> {
    return await this.sum((tokens) => tokens.revokeAll(accountId));
  }

  private async sum(count: (tokens: AccountTokens) => Promise<number>): Promise<number> {
    let sum = 0;
    for (const tokens of this.known) sum += await count(tokens);
    return sum;
  }
}
