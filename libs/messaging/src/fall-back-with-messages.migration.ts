import { ForwardMigration } from '@app/platform';

/** Photos that Telegram does not take as photos go as documents, and texts can be cut. */
export class FallBackWithMessages extends ForwardMigration {
  readonly name = 'FallBackWithMessages1764530000000';

  readonly statements = [
    `alter table messages
      add column photo_fallback text not null default 'document' check (photo_fallback in ('document', 'fail')),
      add column sent_as_document boolean not null default false,
      add column truncated boolean not null default false`,
  ];
}
