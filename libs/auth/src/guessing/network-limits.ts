import { Injectable } from '@nestjs/common';
import { NetworkBlockedError, TooManyTriesError } from '../auth.errors';
import { GuessLimiter, type Allowance, type Patience } from './guess-limiter';

/** What is counted by networks, each apart from the others. */
export type Counted = 'login' | 'register' | 'reset';

interface Rules {
  /** For the narrowest network: an address, or 64 bits of IPv6. A wider one has twice as many tries, the widest four times. */
  readonly perNetwork: Patience;
  /** What all networks have together that have used up what they had for themselves. */
  readonly inCommon: Allowance;
  /** What all networks have together for their first tries within an hour. */
  readonly firstTries: Allowance;
}

/** Tries within an hour that a network makes before it draws on what all have in common. */
const OWN_TRIES = 3;

const RULES: Record<Counted, Rules> = {
  /** A house of some thousand people mistypes less than this; who tries one password on all of them does not. */
  login: {
    perNetwork: { freeTries: 50, firstPauseSeconds: 1 },
    inCommon: { burst: 500, everySeconds: 2 },
    firstTries: { burst: 2_000, everySeconds: 0.5 },
  },
  /** A classroom may register from one address; a machine that fills the house with accounts is slowed down. */
  register: {
    perNetwork: { freeTries: 100, firstPauseSeconds: 2 },
    inCommon: { burst: 300, everySeconds: 10 },
    firstTries: { burst: 500, everySeconds: 2 },
  },
  /** Mails to strangers that one caller may cause by asking for new passwords. */
  reset: {
    perNetwork: { freeTries: 20, firstPauseSeconds: 2 },
    inCommon: { burst: 300, everySeconds: 10 },
    firstTries: { burst: 500, everySeconds: 2 },
  },
};

/** Where a try comes from: its network and the wider ones around it, the narrowest first. */
export type Networks = readonly string[];

/**
 * How often one network may try, and all of them together. What a few networks use up is not taken from the others: only who has tried
 * several times draws on what all have in common.
 */
@Injectable()
export class NetworkLimits {
  constructor(private readonly guesses: GuessLimiter) {}

  /** Counts a try. @throws NetworkBlockedError when its network, or all together, have to wait */
  async begin(what: Counted, networks: Networks): Promise<void> {
    await this.count(what, networks).catch((error: unknown) => {
      throw error instanceof TooManyTriesError ? new NetworkBlockedError(error.retryAfterSeconds) : error;
    });
  }

  private async count(what: Counted, networks: Networks): Promise<void> {
    let most = 0;
    for (const [width, network] of networks.entries()) {
      const { freeTries, firstPauseSeconds } = RULES[what].perNetwork;
      const tries = await this.guesses.begin(keyOf(what, network), { freeTries: freeTries * 2 ** width, firstPauseSeconds });
      most = Math.max(most, tries);
    }
    await this.guesses.spend(...this.shareOf(what, most));
  }

  /** The try was right: it does not count. */
  async takeBack(what: Counted, networks: Networks): Promise<void> {
    for (const network of networks) await this.guesses.takeBack(keyOf(what, network));
    await this.guesses.giveBack(...this.shareOf(what, 0));
  }

  private shareOf(what: Counted, tries: number): [key: string, allowance: Allowance] {
    const { firstTries, inCommon } = RULES[what];
    return tries <= OWN_TRIES ? [`${what}-first`, firstTries] : [`${what}-all`, inCommon];
  }
}

function keyOf(what: Counted, network: string): string {
  return `${what}-from:${network}`;
}
