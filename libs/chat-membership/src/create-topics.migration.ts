import { ForwardMigration } from '@app/platform';

/** Topics of forums, as far as bots have seen them. */
export class CreateTopics extends ForwardMigration {
  readonly name = 'CreateTopics1763600018000';

  readonly statements = [
    `create table topics (
      chat_id uuid not null references chats (id) on delete cascade,
      topic_id integer not null check (topic_id > 0),
      title text,
      title_as_of timestamptz,
      title_as_of_update bigint,
      closed boolean not null default false,
      closed_as_of timestamptz,
      closed_as_of_update bigint,
      first_seen_at timestamptz not null,
      primary key (chat_id, topic_id)
    )`,
  ];
}
