import { ForwardMigration } from '@app/platform';

/** Who does not want to be known by a bot. The row is all that is left of them. */
export class CreateForgottenPeople extends ForwardMigration {
  readonly name = 'CreateForgottenPeople1763600016003';

  readonly statements = [
    `create table forgotten_people (
      bot_id uuid not null references bots (id) on delete cascade,
      telegram_id bigint not null,
      forgotten_at timestamptz not null default now(),
      traces_erased_at timestamptz,
      primary key (bot_id, telegram_id)
    )`,
    `create index forgotten_people_traces on forgotten_people (forgotten_at) where traces_erased_at is null`,
  ];
}
