import { ForwardMigration } from '@app/platform';

/** A bot token may send to one topic of a forum only. */
export class TopicsOfTokens extends ForwardMigration {
  readonly name = 'TopicsOfTokens1763600016006';

  readonly statements = [`alter table bot_tokens add column topic_id integer`];
}
