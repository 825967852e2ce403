import { Injectable } from '@nestjs/common';
import { SharedStatement } from '@app/platform';
import type { Arrival } from './arrival';
import { UpdateHints } from './updates.queue';
import { UpdatesRepository } from './updates.repository';

/** Keeps updates before they are acknowledged. */
@Injectable()
export class IntakeService {
  private readonly inserts: SharedStatement<Arrival, undefined>;

  constructor(
    updates: UpdatesRepository,
    private readonly hints: UpdateHints,
  ) {
    this.inserts = new SharedStatement(async (arrivals): Promise<undefined[]> => {
      await updates.insert(arrivals);
      return [];
    });
  }

  /** Resolves when the update is committed, or was there already. */
  async keep(arrival: Arrival): Promise<void> {
    await this.inserts.add(arrival);
    this.hints.give(arrival.botId);
  }
}
