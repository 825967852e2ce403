import { ForwardMigration } from '@app/platform';

/** How a bot's updates are to come, which secret Telegram has, and bots to be polled found without looking at the others. */
export class ChoosingBots extends ForwardMigration {
  readonly name = 'ChoosingBots1763600015000';

  readonly statements = [
    `alter table bots
      add column wanted_mode text check (wanted_mode in ('webhook', 'polling')),
      add column webhook_generation_set integer not null default 1,
      add column polled_elsewhere_at timestamptz`,
    `update bots set webhook_generation_set = webhook_generation - case when webhook_digest is null then 1 else 0 end`,
    `create index bots_polled on bots (id) where mode = 'polling' and active and paused_reason is null`,
  ];
}
