import { ForwardMigration } from '@app/platform';

export class TroubledBots extends ForwardMigration {
  readonly name = 'TroubledBots1763600012000';

  readonly statements = [
    `alter table bots
      add column trouble text,
      add column trouble_since timestamptz,
      add column trouble_told_at timestamptz`,
  ];
}
