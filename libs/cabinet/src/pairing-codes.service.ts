import { Injectable } from '@nestjs/common';
import { DerivedKeys, normaliseCode, randomCode } from '@app/platform';
import { GuessLimiter, type Patience } from '@app/auth';
import { CodeUnknownError } from './cabinet.errors';
import { PairingCodesRepository, type ShownIn } from './pairing-codes.repository';

/** 40 random bits: with five guesses a minute nobody meets one of them. */
const LENGTH = 8;

const PATIENCE: Patience = { freeTries: 5, firstPauseSeconds: 60 };

/** Codes by which a chat shows that it is meant. Only a digest of them is kept. */
@Injectable()
export class PairingCodesService {
  constructor(
    private readonly codes: PairingCodesRepository,
    private readonly guesses: GuessLimiter,
    private readonly keys: DerivedKeys,
  ) {}

  /** A new code for a chat, or a topic of it, good for one use within ten minutes. The one before is void. */
  async issue(chatId: string, topicId: number | null = null): Promise<string> {
    const code = randomCode(LENGTH);
    await this.codes.put({ chatId, topicId }, this.digest(code));
    return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
  }

  /** Counts a try before the code is looked at, so that tries at once are no way around. @throws TooManyTriesError after five that are wrong or undecided */
  async countTry(accountId: string): Promise<void> {
    await this.guesses.begin(keyOf(accountId), PATIENCE);
  }

  /** Uses a code up and answers the chat that showed it. @throws CodeUnknownError */
  async redeem(accountId: string, typed: string): Promise<ShownIn> {
    const shown = await this.codes.take(this.digest(normaliseCode(typed)));
    if (!shown) throw new CodeUnknownError();
    // Not forgotten: right codes of a chat of their own must not make wrong ones cheaper.
    await this.guesses.takeBack(keyOf(accountId));
    return shown;
  }

  private digest(code: string): Buffer {
    return this.keys.mac('pairing-code', code);
  }
}

function keyOf(accountId: string): string {
  return `pairing:${accountId}`;
}
