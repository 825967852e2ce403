import { Injectable } from '@nestjs/common';
import { AccountDataRegistry, inPages, type AccountData } from '@app/auth';
import { PairingsRepository } from './pairings.repository';

/** Pairings that an account has begun. */
@Injectable()
export class BegunPairingsData implements AccountData {
  readonly tables = ['pairings'];

  constructor(
    registry: AccountDataRegistry,
    private readonly pairings: PairingsRepository,
  ) {
    registry.register(this);
  }

  export(accountId: string): Record<string, AsyncIterable<unknown>> {
    return { pairings: this.begun(accountId) };
  }

  async erase(accountId: string): Promise<boolean> {
    await this.pairings.removeAllOf(accountId);
    return true;
  }

  private async *begun(accountId: string): AsyncGenerator {
    for await (const pairing of inPages((limit, after) => this.pairings.ofAccount(accountId, limit, after))) {
      const { id, botId, state, chatId, createdAt, expiresAt } = pairing;
      yield { id, botId, state, chatId, createdAt, expiresAt };
    }
  }
}
