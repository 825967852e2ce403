import { ForwardMigration } from '@app/platform';

export class BehavingBots extends ForwardMigration {
  readonly name = 'BehavingBots1763600014000';

  readonly statements = [
    `alter table bots
      add column behaviour text not null default 'house' check (behaviour in ('house', 'echo', 'silent')),
      add column care_due_at timestamptz not null default now()`,
    `create index bots_care_due on bots (care_due_at)`,
  ];
}
