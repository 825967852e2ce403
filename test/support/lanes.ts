import type { Sql } from './sql';

/** Changes all lanes, locked in the order in which the product locks them: otherwise the two could wait for each other. */
export async function changeLanes(sql: Sql, changes: string, parameters: readonly unknown[] = []): Promise<void> {
  await sql.rows(
    `with locked as materialized (select chat_id from lanes order by chat_id for update)
     update lanes set ${changes} from locked where lanes.chat_id = locked.chat_id`,
    parameters,
  );
}
