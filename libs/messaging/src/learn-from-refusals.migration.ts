import { ForwardMigration } from '@app/platform';

/** A single refusal teaches nothing, those that keep coming do; so they are counted, beside the calls of the bot. What was learned before is forgotten. */
export class LearnFromRefusals extends ForwardMigration {
  readonly name = 'LearnFromRefusals1764530000001';

  readonly statements = [
    `alter table lanes
      add column refusals real not null default 0,
      add column refused_at timestamptz,
      add column fade_seconds real not null default 30`,
    `alter table budgets
      add column refusals real not null default 0,
      add column refused_at timestamptz,
      add column fade_seconds real not null default 30,
      add column calls real not null default 0,
      add column called_at timestamptz not null default now()`,
    `update lanes set learned_pace = null where learned_pace is not null`,
    `update budgets set learned_per_second = null where learned_per_second is not null`,
  ];
}
