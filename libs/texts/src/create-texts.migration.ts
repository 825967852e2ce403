import { ForwardMigration } from '@app/platform';

export class CreateTexts extends ForwardMigration {
  readonly name = 'CreateTexts1763600016000';

  readonly statements = [
    `create table texts (
      language text not null,
      key text not null,
      text text not null,
      updated_at timestamptz not null default now(),
      primary key (language, key)
    )`,
  ];
}
