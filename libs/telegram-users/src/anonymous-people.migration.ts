import { ForwardMigration } from '@app/platform';

/** Who was ever seen as an anonymous admin is not in the public list. What was told of the future is as old as now. */
export class AnonymousPeople extends ForwardMigration {
  readonly name = 'AnonymousPeople1764510000001';

  readonly statements = [
    `alter table telegram_users add column anonymous boolean not null default false`,
    `drop index telegram_users_public`,
    `create index telegram_users_public on telegram_users (id) where listed and not opted_out and not anonymous`,
    `update telegram_users set as_of = now() where as_of > now()`,
  ];
}
