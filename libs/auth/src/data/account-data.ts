import { Injectable } from '@nestjs/common';

/** What a lib keeps that belongs to accounts. Every lib with such rows registers one (`test/architecture/account-data.spec.ts`). */
export interface AccountData {
  /** The tables whose rows it answers for. */
  readonly tables: readonly string[];

  /** Lists of what is the account's, by the names under which they are exported. They hold no secret. */
  export(accountId: string): Readonly<Record<string, AsyncIterable<unknown>>>;

  /**
   * Erases what is the account's, inside and outside the house. It may be called again at any time. When it throws, or
   * answers false because something is still under way, it is called again later, and the account's row stays until then.
   */
  erase(accountId: string): Promise<boolean>;
}

/** All that belongs to accounts, wherever it lives. */
@Injectable()
export class AccountDataRegistry {
  private readonly known = new Set<AccountData>();

  /** Libs register theirs when their module starts. */
  register(data: AccountData): void {
    this.known.add(data);
  }

  get all(): readonly AccountData[] {
    return [...this.known];
  }
}

/** Goes through a list page by page, from the newest to the oldest. `page` answers one more than asked for when there is more. */
export async function* inPages<Row extends { readonly id: string }>(
  page: (limit: number, after?: string) => Promise<Row[]>,
  limit = 500,
): AsyncGenerator<Row> {
  let after: string | undefined;
  for (;;) {
    const rows = await page(limit, after);
    yield* rows.slice(0, limit);
    if (rows.length <= limit) return;
    after = rows[limit - 1]?.id;
  }
}
