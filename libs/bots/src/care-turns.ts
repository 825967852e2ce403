import { Injectable } from '@nestjs/common';
import { Leases } from '@app/platform';

/** Longer than all calls of one turn may last, so that the lease never runs out under them. */
const LEASE_SECONDS = 90;

/** How long to wait for another process that looks after the same bot. */
const PATIENCE_MS = 5_000;
const LOOK_EVERY_MS = 50;

/** Lets one at a time look after a bot: what two tell Telegram at once might end as neither of them meant it. */
@Injectable()
export class CareTurns {
  private readonly lastOf = new Map<string, Promise<unknown>>();

  constructor(private readonly leases: Leases) {}

  /** Does the work when nobody else is at this bot. Null when another process was at it all the while. */
  async take<T>(botId: string, work: () => Promise<T>): Promise<T | null> {
    const turn = (this.lastOf.get(botId) ?? Promise.resolve()).then(() => this.withLease(`care:${botId}`, work));
    const end = turn.then(
      () => undefined,
      () => undefined,
    );
    this.lastOf.set(botId, end);
    try {
      return await turn;
    } finally {
      if (this.lastOf.get(botId) === end) this.lastOf.delete(botId);
    }
  }

  private async withLease<T>(lease: string, work: () => Promise<T>): Promise<T | null> {
    if (!(await this.isMine(lease))) return null;
    try {
      return await work();
    } finally {
      await this.leases.release(lease);
    }
  }

  private async isMine(lease: string): Promise<boolean> {
    const deadline = performance.now() + PATIENCE_MS;
    while (!(await this.leases.take(lease, LEASE_SECONDS))) {
      if (performance.now() > deadline) return false;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    return true;
  }
}
