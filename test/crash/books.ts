import type { Sql } from '../support/sql';

/** Each account of which accepted is not ended + open, or not the number of its messages: nothing is forgotten within a campaign. */
const UNBALANCED = `
  with written as (select account_id, sum(accepted) as accepted, sum(ended) as ended from message_books group by account_id),
  found as (
    select coalesce(account_id, '00000000-0000-0000-0000-000000000000') as account_id, count(*) as messages,
      count(*) filter (where status = 'queued') as open
    from messages group by 1)
  select * from written full join found using (account_id)
  where accepted is distinct from ended + open or accepted is distinct from messages`;

/** What the self-audit says in the end, asked apart from the product. */
export async function unbalancedBooks(sql: Sql): Promise<string[]> {
  return (await sql.rows(UNBALANCED)).map((book) => JSON.stringify(book));
}

/** Lines of a log in which the product itself says that its figures were wrong. */
export function tellsOfWrongFigures(line: string): boolean {
  return line.includes('lanes had wrong figures') || line.includes('the books do not balance');
}
