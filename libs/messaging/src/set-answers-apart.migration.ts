import { ForwardMigration } from '@app/platform';

/** What bots answer to people stands beside what accounts send, so that neither waits for all of the other. */
export class SetAnswersApart extends ForwardMigration {
  readonly name = 'SetAnswersApart1764510000003';

  readonly statements = [
    `alter table messages add column answer_to bigint`,
    `create index messages_answers on messages (chat_id, seq) where status = 'queued' and answer_to is not null`,
    `alter table lanes add column answers_next boolean not null default true`,
  ];
}
