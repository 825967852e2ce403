import { ForwardMigration } from '@app/platform';

/** Private chats with people who were forgotten: they stay until the last answer has been given there. */
export class ForgetChats extends ForwardMigration {
  readonly name = 'ForgetChats1763600016004';

  readonly statements = [
    `alter table chats add column forgotten_at timestamptz`,
    `create index chats_forgotten on chats (forgotten_at) where forgotten_at is not null`,
  ];
}
