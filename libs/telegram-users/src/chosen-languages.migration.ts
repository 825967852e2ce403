import { ForwardMigration } from '@app/platform';

/** People choose the language in which the bot speaks with them, and are found by their usernames. */
export class ChosenLanguages extends ForwardMigration {
  readonly name = 'ChosenLanguages1763600016001';

  readonly statements = [
    `alter table telegram_users add column chosen_language text`,
    `create index telegram_users_username on telegram_users (lower(username)) where owner_id is null and username is not null`,
  ];
}
