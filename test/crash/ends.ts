import type { Installation } from './installation';

/** The database itself keeps a record of messages that change although they had come to their end. */
const WATCH = [
  `create table changed_ends (message_id uuid not null, was text not null, became text not null)`,
  `create function note_changed_end() returns trigger language plpgsql as $$
   begin
     insert into changed_ends values (old.id, old.status || ', attempt ' || old.attempt, new.status || ', attempt ' || new.attempt);
     return null;
   end $$`,
  `create trigger note_changed_end after update on messages for each row
   when (old.status <> 'queued'
     and (old.status, old.attempt, old.telegram_message_ids, old.ambiguities, old.possible_duplicate)
       is distinct from (new.status, new.attempt, new.telegram_message_ids, new.ambiguities, new.possible_duplicate))
   execute function note_changed_end()`,
];

/** From now on whoever changes what is settled is found out: a worker, say, that wakes up late. */
export async function watchEnds({ sql }: Installation): Promise<void> {
  for (const statement of WATCH) await sql.rows(statement);
}

export async function changedEnds({ sql }: Installation): Promise<string[]> {
  const rows = await sql.rows<{ message_id: string; was: string; became: string }>('select * from changed_ends');
  return rows.map(({ message_id, was, became }) => `${message_id} was ${was}, and became ${became}`);
}
