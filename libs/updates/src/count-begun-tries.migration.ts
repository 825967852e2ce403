import { ForwardMigration } from '@app/platform';

/**
 * Tries that were begun and not answered yet (docs/decisions/0016). Unlogged: it costs no wait for the disk, and a crash of
 * the database, of which no update is guilty, forgets what was counted.
 */
export class CountBegunTries extends ForwardMigration {
  readonly name = 'CountBegunTries1763600017000';

  readonly statements = [
    `create unlogged table updates_begun (
      id bigint primary key,
      times integer not null default 1
    )`,
  ];
}
