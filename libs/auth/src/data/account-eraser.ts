import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Leases, Signals } from '@app/platform';
import { AccountDataRegistry } from './account-data';
import { AccountsRepository } from '../accounts/accounts.repository';
import { CLOSED_SIGNAL } from './closing.service';

const LEASE = 'erase-accounts';
const LEASE_SECONDS = 120;

/** Erases what belonged to closed accounts; one process at a time, again and again until all of it is gone. */
@Injectable()
export class AccountEraser implements OnModuleInit {
  private readonly log = new Logger(AccountEraser.name);
  private underWay?: Promise<void>;

  constructor(
    private readonly accounts: AccountsRepository,
    private readonly registry: AccountDataRegistry,
    private readonly leases: Leases,
    private readonly signals: Signals,
  ) {}

  onModuleInit(): void {
    this.signals.on(CLOSED_SIGNAL, () => {
      this.run().catch((error: unknown) => {
        this.log.warn({ err: error }, 'closed accounts could not be erased yet');
      });
    });
  }

  /** Goes through all closed accounts. */
  async run(): Promise<void> {
    this.underWay ??= this.goThroughAll().finally(() => {
      this.underWay = undefined;
    });
    await this.underWay;
  }

  private async goThroughAll(): Promise<void> {
    const closing = await this.accounts.closing();
    if (closing.length === 0 || !(await this.leases.take(LEASE, LEASE_SECONDS))) return;
    try {
      for (const id of closing) if (await this.erase(id)) await this.accounts.remove(id);
    } finally {
      await this.leases.release(LEASE);
    }
  }

  /** Whether nothing is left. What fails is tried again at the next run; the rest goes on. */
  private async erase(accountId: string): Promise<boolean> {
    let clean = true;
    for (const data of this.registry.all) {
      const done = await data.erase(accountId).catch((error: unknown) => {
        this.log.warn({ err: error, accountId, tables: data.tables }, 'something of a closed account could not be erased yet');
        return false;
      });
      clean &&= done;
    }
    return clean;
  }
}
