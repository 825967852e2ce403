import { ForwardMigration } from '@app/platform';

/** Letters are sealed from now on. What was queued in the open cannot be sealed here, so it is not sent any more. */
export class SealLetters extends ForwardMigration {
  readonly name = 'SealLetters1763600010000';

  readonly statements = [
    `alter table mails
      add column letter_sealed text,
      add column locale text not null default 'en' check (locale in ('en', 'ru')),
      add column account_id uuid,
      add column claimed_at timestamptz,
      drop constraint mails_status_check,
      add constraint mails_status_check check (status in ('queued', 'sent', 'kept', 'failed', 'withheld'))`,
    `update mails set status = 'failed', settled_at = now(),
      error = 'It was written in an earlier form and could not be taken over when Chappe was brought up to date.'
      where status = 'queued'`,
    `update mails set next_try_at = null`,
    `alter table mails drop column text, drop column html`,
    `drop index mails_open`,
    `create index mails_open on mails (next_try_at) where next_try_at is not null`,
    `create index mails_claimed on mails (claimed_at) where claimed_at is not null`,
    `create index mails_to_one on mails (lower(recipient), created_at) where status <> 'withheld'`,
    `create index mails_of_account on mails (account_id, id) where account_id is not null`,
    `create index mails_settled on mails (settled_at) where settled_at is not null`,
    `create index mails_withheld on mails (settled_at) where status = 'withheld'`,
  ];
}
