import { ForwardMigration } from '@app/platform';

/** Which commands a bot leaves unanswered, whether Telegram refuses its webhook, and when an update was too large to be fetched. */
export class AttentiveBots extends ForwardMigration {
  readonly name = 'AttentiveBots1764510000002';

  readonly statements = [
    `alter table bots
      add column ignore_commands_older_than_minutes integer check (ignore_commands_older_than_minutes > 0),
      add column webhook_refusal text,
      add column update_skipped_at timestamptz`,
  ];
}
